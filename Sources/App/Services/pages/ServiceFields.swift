import Domain

/// The fields of a service's editor, with what is typed in them and what is wrong with them.
struct ServiceFields {
    let typed: TypedService
    let failure: FormFailure?
    let catalogue: Catalogue

    func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
        catalogue.sentence("page.service_edit.\(key)", gaps)
    }

    func groups(hosts: [User], isNew: Bool) -> [FormControlGroup] {
        let slugHint = isNew ? say("hint.slug_new") : say("hint.slug")
        return [
            group(
                "what",
                [
                    short("title"), short("slug", hint: slugHint, mayStayEmpty: isNew),
                    long("description", maximum: 5_000), choice("host_id", options(of: hosts)), tick("active"),
                ]),
            group(
                "time",
                [
                    number("duration"), number("slot_step", hint: say("hint.slot_step"), mayStayEmpty: isNew),
                    number("buffer_before"), number("buffer_after"), length("minimum_notice"),
                    length("change_notice"), number("booking_horizon", hint: say("hint.booking_horizon")),
                ]),
            group(
                "price",
                [
                    short("amount", hint: say("hint.amount"), keys: "decimal", mayStayEmpty: true),
                    short("currency", hint: say("hint.currency")),
                    short("tax_percent", hint: say("hint.tax_percent"), keys: "decimal", mayStayEmpty: true),
                    short("tax_note", hint: say("hint.tax_note"), mayStayEmpty: true),
                ]),
            group(
                "law",
                [
                    tick("right_of_withdrawal"), number("withdrawal_days", mayStayEmpty: true),
                    short("withdrawal_reason", hint: say("hint.withdrawal_reason"), mayStayEmpty: true),
                ]),
            group(
                "rules",
                [
                    tick("waiting_room"),
                    number("bookings_per_person", hint: say("hint.bookings_per_person"), mayStayEmpty: true),
                    number("bookings_per_address", hint: say("hint.bookings_per_address"), mayStayEmpty: true),
                ]),
        ]
    }

    private func group(_ key: String, _ controls: [FormControl]) -> FormControlGroup {
        FormControlGroup(
            groupID: "group-\(key)", groupHeading: say("group.\(key)"), groupLine: nil, controls: controls)
    }

    func number(_ name: String, hint: String? = nil, mayStayEmpty: Bool = false) -> FormControl {
        short(name, hint: hint, keys: "numeric", mayStayEmpty: mayStayEmpty)
    }

    func short(
        _ name: String, hint: String? = nil, keys: String? = nil, mayStayEmpty: Bool = false
    ) -> FormControl {
        FormControl(short: field(name, hint: hint, keys: keys, mayStayEmpty: mayStayEmpty))
    }

    func field(
        _ name: String, hint: String? = nil, keys: String? = nil, mayStayEmpty: Bool = false
    ) -> FormField {
        var field = FormField(name, Self.label(name, catalogue), explanation: hint, failure: failure)
        (field.value, field.keys, field.isRequired) = (typed.form.typed(name), keys, !mayStayEmpty)
        field.optional = mayStayEmpty ? catalogue.sentence("page.form.optional") : nil
        return field
    }

    func long(_ name: String, maximum: Int, hint: String? = nil) -> FormControl {
        var area = FormArea(name, Self.label(name, catalogue), explanation: hint, failure: failure)
        (area.value, area.maximum) = (typed.form.typed(name), maximum)
        area.optional = catalogue.sentence("page.form.optional")
        return FormControl(long: area)
    }

    func tick(_ name: String) -> FormControl {
        let isChosen = ["true", "on"].contains(typed.form.typed(name))
        return FormControl(
            tick: FormTick(name, Self.label(name, catalogue), isChosen: isChosen, failure: failure))
    }

    func choice(_ name: String, _ options: [(value: String, text: String)]) -> FormControl {
        FormControl(choice: select(name, options))
    }

    func select(_ name: String, _ options: [(value: String, text: String)]) -> FormChoice {
        let value = typed.form.typed(name)
        return FormChoice(
            name, Self.label(name, catalogue),
            of: options.map { .init(value: $0.value, text: $0.text, isChosen: $0.value == value) },
            failure: failure)
    }

    /// A number, and in which unit it is counted.
    private func length(_ name: String) -> FormControl {
        let number = field(name, hint: say("hint.\(name)"), keys: "numeric")
        return FormControl(length: FormLength(number: number, unit: unit(name + "_unit")))
    }

    func unit(_ name: String) -> FormChoice {
        select(name, TypedService.Unit.allCases.map { ($0.rawValue, say("unit.\($0.rawValue)")) })
    }

    private func options(of hosts: [User]) -> [(value: String, text: String)] {
        hosts.map { ("\($0.id)", $0.name) }
    }

    /// What a field is called; those of rows by their last name: `questions[2].label`.
    private static func label(_ name: String, _ catalogue: Catalogue) -> String {
        let last = name.hasSuffix("_unit") ? "unit" : name.split(separator: ".").last.map(String.init) ?? name
        return catalogue.sentence("page.service_edit.label.\(last)")
    }
}

extension ServiceFields {
    /// Why it did not work, at the fields as this page has them.
    static func failure(_ problem: Problem, _ typed: TypedService, _ catalogue: Catalogue) -> FormFailure {
        let problem = placed(problem)
        let labels = Dictionary(
            problem.fields.map { ($0.name, label($0.name, catalogue)) }, uniquingKeysWith: { one, _ in one })
        let failure = FormFailure(problem, catalogue, labels: labels)
        guard problem.code == .slugTaken else { return failure }
        return FormFailure(
            heading: failure.heading, lines: failure.lines.map { .init(text: $0.text, field: "slug") })
    }

    /// Options stand in one field, and what is wrong with a row is told at its first one.
    private static func placed(_ problem: Problem) -> Problem {
        var (placed, known) = (problem, Set<String>())
        placed.fields = problem.fields.compactMap { field in
            var name = field.name
            if let options = name.firstRange(of: ".options[") { name = name[..<options.lowerBound] + ".options" }
            if name.hasPrefix("refund_policy["), name.hasSuffix("]") { name += ".notice" }
            guard known.insert(name).inserted else { return nil }
            return Problem.Field(name, field.complaint, field.arguments)
        }
        return placed
    }
}
