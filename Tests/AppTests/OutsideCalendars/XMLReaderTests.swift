import App
import Foundation
import Testing

@Suite("XML from servers of strangers")
struct XMLReaderTests {
    private static func read(_ text: String) throws -> XMLElement { try XMLReader.read(Array(text.utf8)) }

    private static let answer = """
        <?xml version="1.0" encoding="utf-8"?>
        <!-- as servers write it -->
        <d:multistatus xmlns:d="DAV:" xmlns:c='urn:ietf:params:xml:ns:caldav'>
          <d:response><d:href>/a%20b/</d:href><d:propstat><d:prop>
            <c:calendar-data>BEGIN:VCALENDAR&#13;
        SUMMARY:Tea &amp; cake &lt;3 &#x1F370;</c:calendar-data><c:comp name="VEVENT" x:y="z"/>
          </d:prop></d:propstat></d:response>
        </d:multistatus>
        """

    @Test("elements are read in their namespaces, by whichever prefix, with their attributes and texts")
    func elements() throws {
        let root = try Self.read("\u{FEFF}" + Self.answer)
        let response = try #require(root[XMLName("response", in: "DAV:")])
        #expect(response[XMLName("href", in: "DAV:")]?.text == Array("/a%20b/".utf8))
        let props = try #require(
            response[XMLName("propstat", in: "DAV:")]?[XMLName("prop", in: "DAV:")])
        #expect(props.children.map(\.name.name) == ["calendar-data", "comp"] && props.text.isEmpty)
        #expect(props.children.allSatisfy { $0.name.namespace == "urn:ietf:params:xml:ns:caldav" })
        #expect(
            String(decoding: props.children[0].text, as: UTF8.self)
                == "BEGIN:VCALENDAR\r\nSUMMARY:Tea & cake <3 \u{1F370}")
        #expect(props.children[1].attributes == ["name": "VEVENT"])
        let other = try Self.read(
            "<multistatus xmlns='DAV:'><x xmlns=''/><href><![CDATA[<&]]]]><![CDATA[>]]></href></multistatus>")
        #expect(other.name == XMLName("multistatus", in: "DAV:"))
        #expect(other.children[0].name == XMLName("x", in: ""))
        #expect(other.children[1].name == XMLName("href", in: "DAV:") && other.children[1].text == Array("<&]]>".utf8))
    }

    @Test(
        "what is not whole, declares entities, or passes a bound is refused",
        arguments: [
            "", " ", "text", "<a>", "<a></b>", "</a>", "<a/><b/>", "<a/>text", "<a", "<a b>", "<a b=c/>", "<a b='c/>",
            "<a>&nbsp;</a>", "<a>&lt</a>", "<a>&#xD800;</a>", "<a>&#99999999;</a>", "<a>&", "<p:a/>", "< a/>", "<>",
            "<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<a><!DOCTYPE b></a>", "<!-- a",
            "<a><![CDATA[b</a>", "<?xml", "<a:b:c xmlns:a='x'/>x",
            String(repeating: "<a>", count: 33) + String(repeating: "</a>", count: 33),
            "<a>" + String(repeating: "<b/>", count: 500_000) + "</a>",
            "<a " + (0..<51).map { "b\($0)='c' " }.joined() + "/>", "<" + String(repeating: "a", count: 201) + "/>",
        ])
    func refused(text: String) {
        #expect(throws: XMLReader.Failure.self) { try Self.read(text) }
    }

    @Test("whatever bytes are changed, left out or put in, reading ends, and quickly")
    func mutated() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var dice = Dice(seed: seed)
        let whole = Array(Self.answer.utf8)
        var read = 0
        let start = ContinuousClock.now
        for _ in 0..<20_000 {
            var bytes = whole
            for _ in 0...Int.random(in: 0...4, using: &dice) {
                let place = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0...2, using: &dice) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &dice)
                case 1: bytes.removeSubrange(place..<min(place + 3, bytes.count))
                default: bytes.insert(contentsOf: whole[place % whole.count..<whole.count].prefix(9), at: place)
                }
            }
            if (try? XMLReader.read(bytes)) != nil { read += 1 }
        }
        #expect((1..<20_000).contains(read), "seed \(seed)")
        #expect(ContinuousClock.now - start < .seconds(60), "seed \(seed)")
    }
}
