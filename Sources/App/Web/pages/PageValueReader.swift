/// Reads the properties of what a page shows, by the code that the compiler has written for `Encodable`: reflection
/// would take longer than all else that a page needs.
struct PageValueReader {
    /// What has been told so far. A class, because an encoder hands out containers that write to one place.
    private final class Told {
        var named = TemplateValues()
        /// Nil for a struct.
        var list: [TemplateValue]?
    }

    private let told = Told()

    private init() {}

    /// The values of a page, or of a part of one.
    static func values(of shown: some PageValues) -> TemplateValues {
        let reader = PageValueReader()
        reader.read(shown)
        return reader.told.named
    }

    private func read(_ shown: some Encodable) {
        do { try shown.encode(to: self) } catch { preconditionFailure("a page cannot show \(shown): \(error)") }
    }

    /// Texts and flags among the properties are told as such. What is asked here of a type costs less than a cast.
    private static func value<Shown: Encodable>(of shown: Shown) -> TemplateValue {
        if Shown.self == String.self, let text = shown as? String { return .text(text) }
        if Shown.self == Bool.self, let flag = shown as? Bool { return .flag(flag) }
        if Shown.self == Int.self, let number = shown as? Int { return .number(number) }
        let reader = PageValueReader()
        reader.read(shown)
        return reader.told.list.map(TemplateValue.list) ?? .values(reader.told.named)
    }
}

extension PageValueReader: Encoder {
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(Properties<Key>(told: told))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        told.list = []
        return Elements(told: told)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        preconditionFailure("a page shows texts, whole numbers, flags, lists and values")
    }

    /// The properties of a struct.
    private struct Properties<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let told: Told
        var codingPath: [any CodingKey] { [] }

        init(told: Told) { self.told = told }

        /// What is not there is told too: else a property of what is around, by the same name, would be shown in its
        /// place.
        func encodeNil(forKey key: Key) { told.named.add(key.stringValue, .nothing) }
        func encodeIfPresent(_ text: String?, forKey key: Key) { add(text.map(TemplateValue.text), key) }
        func encodeIfPresent(_ flag: Bool?, forKey key: Key) { add(flag.map(TemplateValue.flag), key) }
        func encodeIfPresent(_ number: Int?, forKey key: Key) { add(number.map(TemplateValue.number), key) }
        func encodeIfPresent<Shown: Encodable>(_ shown: Shown?, forKey key: Key) {
            add(shown.map { PageValueReader.value(of: $0) }, key)
        }

        private func add(_ value: TemplateValue?, _ key: Key) { told.named.add(key.stringValue, value ?? .nothing) }

        func encode(_ text: String, forKey key: Key) { told.named.add(key.stringValue, .text(text)) }
        func encode(_ flag: Bool, forKey key: Key) { told.named.add(key.stringValue, .flag(flag)) }
        func encode(_ number: Int, forKey key: Key) { told.named.add(key.stringValue, .number(number)) }

        func encode(_ shown: some Encodable, forKey key: Key) {
            told.named.add(key.stringValue, PageValueReader.value(of: shown))
        }

        func nestedContainer<Inner>(keyedBy type: Inner.Type, forKey key: Key) -> KeyedEncodingContainer<Inner> {
            preconditionFailure("the compiler writes no such thing")
        }

        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            preconditionFailure("the compiler writes no such thing")
        }

        func superEncoder() -> any Encoder { preconditionFailure("a struct inherits nothing") }
        func superEncoder(forKey key: Key) -> any Encoder { preconditionFailure("a struct inherits nothing") }
    }

    /// The elements of a list.
    private struct Elements: UnkeyedEncodingContainer {
        let told: Told
        var codingPath: [any CodingKey] { [] }
        var count: Int { told.list?.count ?? 0 }

        func encodeNil() {}

        func encode(_ shown: some Encodable) { told.list?.append(PageValueReader.value(of: shown)) }

        func nestedContainer<Inner>(keyedBy type: Inner.Type) -> KeyedEncodingContainer<Inner> {
            preconditionFailure("the compiler writes no such thing")
        }

        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
            preconditionFailure("the compiler writes no such thing")
        }

        func superEncoder() -> any Encoder { preconditionFailure("a list inherits nothing") }
    }
}
