import Hummingbird

/// What has just been done, as the next page tells it: the page's address names it by one word (`?done=`), of which a
/// sentence speaks. Whatever else stands there is told nowhere.
protocol DoneNotice: RawRepresentable<String> {
    /// Where its sentences stand: `page.booking.done`.
    static var sentences: String { get }
}

extension DoneNotice {
    /// Leads to a page that tells it.
    func seen(on path: String) -> Response { .seeOther("\(path)?done=\(rawValue)") }

    /// Nil for a word that is none of them.
    static func of(_ text: String?, _ catalogue: Catalogue) -> Notice? {
        text.flatMap(Self.init(rawValue:)).map { Notice(.good, catalogue.sentence("\(sentences).\($0.rawValue)")) }
    }
}
