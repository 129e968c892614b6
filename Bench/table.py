"""Rows of the Markdown tables: the median of the rounds, and their range."""
import statistics

HEAD = "| what | median (range) | ratio, median (range) | goal | |\n|---|--:|--:|--:|---|"


def middle(values, form):
    spread = f" ({form.format(min(values))}–{form.format(max(values))})" if len(values) > 1 else ""
    return form.format(statistics.median(values)) + spread


def verdict(met):
    return "met" if met else "**missed**"


def print_rates(rounds, goals):
    """One row a rate. `goals` holds (name, compared with, wanted ratio or none); ratios are taken within a round."""
    goals = {name: (to, goal) for name, to, goal in goals}
    for name in rounds[0]:
        rates = middle([rates[name] for rates in rounds], "{:,.0f}") + " /s"
        if name not in goals:
            print(f"| {name} | {rates} | | | |")
            continue
        to, goal = goals[name]
        ratios = [rates[name] / rates[to] for rates in rounds]
        said = ("", "") if goal is None else (f"≥ {goal}", verdict(statistics.median(ratios) >= goal))
        print(f"| {name} | {rates} | {middle(ratios, '{:.2f}')} of {to} | {said[0]} | {said[1]} |")
