/// Answers that may be sent compressed.
enum Gzip {
    private static let mostHeaderBytes = 1_000

    /// Whether `Accept-Encoding` takes gzip (RFC 9110, 12.5.3). `*` stands for what is not named; what is refused has
    /// the quality 0; where nothing is said the plain form is safe.
    static func isTaken(_ header: String?) -> Bool {
        guard let header, header.utf8.count <= mostHeaderBytes else { return false }
        var others: Bool?
        for wish in header.lowercased().split(separator: ",") {
            let parts = wish.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            switch parts.first {
            case "gzip", "x-gzip": return quality > 0
            case "*": others = quality > 0
            default: break
            }
        }
        return others ?? false
    }
}
