/// What is wrong with a Jitsi setting or room name, as a sentence for the person who runs the server.
package struct JitsiError: Error, Equatable, Sendable, CustomStringConvertible {
    package let sentence: String

    package init(_ sentence: String) {
        self.sentence = sentence
    }

    package var description: String { sentence }
}
