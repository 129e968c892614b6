/// A currency of ISO 4217 that money circulates in, by its lowercased code, as Stripe writes it.
package struct Currency: Sendable, Hashable, CustomStringConvertible {
    /// Three lowercase letters: `usd`.
    package let code: String
    /// How many decimals an amount has: 0, 2 or 3.
    package let exponent: Int

    /// Takes the code in any case; throws `unknown_currency` for `field`.
    package init(_ code: String, field: String = "currency") throws {
        guard code.utf8.count == 3 else { throw Problem.invalid(field, .unknownCurrency) }
        // Stored codes are lowercase already, and a list asks for each of its rows.
        if let exponent = Self.exponents[code] {
            self.code = code
            self.exponent = exponent
            return
        }
        let lowercased = code.lowercased()
        guard let exponent = Self.exponents[lowercased] else {
            throw Problem.invalid(field, .unknownCurrency)
        }
        self.code = lowercased
        self.exponent = exponent
    }

    /// A code as it was stored. In a currency that this program no longer knows amounts are shown in minor units rather
    /// than not at all; `Money.known` refuses it.
    package init(stored code: String) {
        self.code = code
        exponent = Self.exponents[code] ?? Self.exponents[code.lowercased()] ?? 0
    }

    package var description: String { code }

    /// The decimals of every known currency: one look-up, because each booking of a list asks.
    private static let exponents = Dictionary(
        uniqueKeysWithValues: known.map {
            ($0, withoutDecimals.contains($0) ? 0 : withThreeDecimals.contains($0) ? 3 : 2)
        })

    // https://docs.stripe.com/currencies, "Zero-decimal currencies" and "Special cases". It differs from ISO 4217 in
    // mga (without decimals) and in isk and ugx (with two); an amount must mean the same here and there, so Stripe's
    // counts.
    private static let withoutDecimals = codes(
        "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf")

    // The same page, "Three-decimal currencies", and from ISO 4217 iqd and lyd, which Stripe does not take.
    private static let withThreeDecimals = codes("bhd iqd jod kwd lyd omr tnd")

    // ISO 4217 list one, without funds, metals and test codes.
    private static let known = codes(
        """
        aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd btn bwp byn bzd cad
        cdf chf clp cny cop crc cup cve czk djf dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd gnf gtq
        gyd hkd hnl htg huf idr ils inr iqd irr isk jmd jod jpy kes kgs khr kmf kpw krw kwd kyd kzt lak lbp lkr
        lrd lsl lyd mad mdl mga mkd mmk mnt mop mru mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen
        pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sdg sek sgd shp sle sos srd ssp stn svc syp szl thb
        tjs tmt tnd top try ttd twd tzs uah ugx usd uyu uzs ved ves vnd vuv wst xaf xcd xcg xof xpf yer zar zmw
        zwg
        """)

    static func codes(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
