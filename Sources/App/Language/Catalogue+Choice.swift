import Domain

extension Catalogue {
    /// The catalogue for a person's locale, such as `de-CH`; English where that language is not spoken here.
    package static func of(_ locale: String?) -> Catalogue { locale.flatMap(spoken) ?? english }

    /// The catalogue for a header `Accept-Language` (RFC 9110, 12.5.4): of the languages that are spoken here, the one
    /// that is wished for most, the first of equals. Else that of the person's locale, else English.
    package static func of(accepting header: String?, else locale: String? = nil) -> Catalogue {
        wished(header) ?? of(locale)
    }

    private static func wished(_ header: String?) -> Catalogue? {
        guard let header, header.utf8.count <= mostHeaderBytes else { return nil }
        var best: (catalogue: Catalogue, quality: Double)?
        for wish in header.split(separator: ",").prefix(mostWishes) {
            let parts = wish.split(separator: ";")
            guard let tag = parts.first, let catalogue = spoken(tag.filter { $0 != " " && $0 != "\t" }) else {
                continue
            }
            let quality = quality(parts.dropFirst())
            if quality > best?.quality ?? 0 { best = (catalogue, quality) }
        }
        return best?.catalogue
    }

    /// From 0, which means not at all, to 1, which needs not be said.
    private static func quality(_ parameters: ArraySlice<Substring>) -> Double {
        for parameter in parameters {
            let text = parameter.filter { $0 != " " && $0 != "\t" }.lowercased()
            if text.hasPrefix("q=") { return Double(text.dropFirst(2)) ?? 0 }
        }
        return 1
    }

    /// The language of a tag alone: a country's own words are nowhere so far.
    private static func spoken(_ tag: String) -> Catalogue? {
        all[tag.prefix { $0 != "-" }.lowercased()]
    }

    /// Bytes of an `Accept-Language` that are read, and languages.
    private static let mostHeaderBytes = 1_000
    private static let mostWishes = 20

    /// The same words, for somebody in this zone.
    func inZone(_ identifier: String) -> Catalogue {
        var catalogue = self
        catalogue.zone = (try? Zone.stored(identifier)) ?? .utc  // try? is fine: what is told in UTC says so
        return catalogue
    }
}
