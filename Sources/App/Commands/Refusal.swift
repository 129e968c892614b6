/// Why a command did not do what it was asked, for the person who typed it.
package struct Refusal: Error, Equatable, CustomStringConvertible {
    package let sentence: String
    /// The exit status, as docs/SETTINGS.md lists them.
    package let status: Int32

    init(_ sentence: String, status: Int32) {
        self.sentence = sentence
        self.status = status
    }

    package var description: String { sentence }
}
