/// What Stripe takes of a currency (https://docs.stripe.com/currencies, "Special cases" and "Minimum charge amounts").
extension Currency {
    /// Every amount that is charged or given back is a multiple of it, in minor units: the last digit of a currency
    /// with three decimals is 0, and krónur and shillings of Uganda have two decimals that are always 00.
    package var chargeStep: Int64 {
        if Self.wholeUnitsOnly.contains(code) { return 100 }
        return exponent == 3 ? 10 : 1
    }

    /// The smallest amount that can be charged, in minor units. Where Stripe names none it is judged in the currency of
    /// the account's payouts, which is not known here.
    package var chargeMinimum: Int64 { Self.minimums[code] ?? chargeStep }

    private static let wholeUnitsOnly: Set<String> = ["isk", "ugx"]

    private static let minimums: [String: Int64] = [
        "aed": 200, "aud": 50, "bgn": 100, "brl": 50, "cad": 50, "chf": 50, "czk": 1_500, "dkk": 250, "eur": 50,
        "gbp": 30, "hkd": 400, "huf": 17_500, "inr": 50, "jpy": 50, "mxn": 1_000, "myr": 200, "nok": 300, "nzd": 50,
        "pln": 200, "ron": 200, "sek": 300, "sgd": 50, "thb": 1_000, "usd": 50,
    ]
}
