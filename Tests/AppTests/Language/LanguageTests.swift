import App
import Domain
import Foundation
import Testing

@Suite("Languages")
struct LanguageTests {
    private static let english = Catalogue.english
    private static var others: [Catalogue] { Catalogue.all.values.filter { $0.language != "en" } }

    @Test("each language has every sentence of English, with the same gaps, and says how it counts")
    func complete() {
        #expect(Catalogue.all.keys.sorted() == ["de", "en"])
        for catalogue in Catalogue.all.values {
            let language = catalogue.language
            #expect(PluralRule.knows(language), "\(language)")
            #expect(catalogue.keys.symmetricDifference(Self.english.keys).sorted() == [], "\(language)")
            for key in Self.english.keys {
                #expect(catalogue.phrase(key)?.gaps == Self.english.phrase(key)?.gaps, "\(language): \(key)")
            }
        }
    }

    @Test("no sentence was left in English, none is empty, and nobody is shouted at")
    func translated() {
        for catalogue in Self.others {
            for key in catalogue.keys {
                let sentence = catalogue.sentence(key)
                let words = sentence.replacing(/%\{\w+\}/, with: "").split(separator: " ").filter {
                    $0.contains(where: \.isLetter)
                }
                let isName = words.count < 3
                #expect(isName || sentence != Self.english.sentence(key), "\(catalogue.language): \(key)")
                #expect(!sentence.isEmpty && !sentence.contains("!"), "\(catalogue.language): \(key)")
            }
        }
    }

    @Test("German says “Sie”")
    func polite() throws {
        let german = try #require(Catalogue.all["de"])
        let familiar = /(?:^|\s)(?:du|dir|dich|dein\w*)(?:\W|$)/.ignoresCase()
        #expect("Ist das dein Konto?".contains(familiar) && !"Sie durften".contains(familiar))
        #expect(german.keys.filter { german.sentence($0).contains(familiar) } == [])
    }

    @Test("one word and one form of per cents in each language: German writes E-Mail, and no sentence writes % itself")
    func oneWord() throws {
        let bare = try Regex(#"(^|[^-\p{L}])Mails?\b(?!-)"#)
        for catalogue in Catalogue.all.values {
            for key in catalogue.keys where key != "money.percent" {
                let sentence = catalogue.sentence(key)
                #expect(!sentence.replacing("%{", with: "").contains("%"), "\(catalogue.language): \(key)")
                if catalogue.language == "de" { #expect(sentence.firstMatch(of: bare) == nil, "\(key): \(sentence)") }
            }
        }
    }

    @Test("a number chooses the form of a sentence; a language has all forms that it needs, and no other")
    func plurals() throws {
        let german = try #require(Catalogue.all["de"])
        for (number, word) in [("0", "Minuten"), ("1", "Minute"), ("2", "Minuten"), ("21", "Minuten")] {
            #expect(german.sentence("duration.minutes", ["minutes": number]) == "\(number) \(word)")
        }
        #expect(Self.english.sentence("duration.minutes", ["minutes": "1"]) == "1 minute")
        #expect(Self.english.sentence("duration.minutes", ["minutes": "60"]) == "60 minutes")
        let one = german.sentence("problem.too_many_bookings.detail", ["maximum": "1"])
        #expect(one.contains("nur 1 bevorstehender Termin möglich"))
        for (number, english, words) in [("1", "codes is left", "ist übrig"), ("2", "codes are left", "sind übrig")] {
            let key = "page.second_factor.left"
            #expect(Self.english.sentence(key, ["left": number]).contains("\(number) of 10 recovery \(english)"))
            #expect(german.sentence(key, ["left": number]).contains(words), "\(number)")
        }
        for forms in [
            "other: '%{x}'", "one: a, few: b, other: '%{x}'", "one: '%{x}'", "one: a, other: '%{y}'",
            "one: a, some: b, other: '%{x}'",
        ] {
            #expect(throws: CatalogueError.notPlural("a"), "\(forms)") { try Catalogue(yaml: "a: {by: x, \(forms)}") }
        }
        let uncounted = try Catalogue(yaml: "a: {by: x, other: '%{x} 分'}", language: "ja")
        #expect(uncounted.sentence("a", ["x": "1"]) == "1 分")
    }

    @Test("days and times stand as the language writes them, with the zone and its offset")
    func dates() throws {
        let zone = try Zone("Europe/Berlin")
        let german = DateText(catalogue: try #require(Catalogue.all["de"]), zone: zone)
        let english = DateText(catalogue: Self.english, zone: zone)
        let start = Practice.monday
        let late = start.addingTimeInterval(14.5 * 3_600)
        #expect(german.day(of: start) == "Montag, 5. Januar 2026" && english.day(of: start) == "Monday, 5 January 2026")
        #expect(german.moment(start) == "Montag, 5. Januar 2026, 9:00 Uhr (Berliner Zeit, MEZ, UTC+1)")
        #expect(english.moment(start) == "Monday, 5 January 2026, 09:00 (Berlin time, CET, UTC+1)")
        #expect(
            german.span(from: start, to: start.addingTimeInterval(3_600))
                == "Montag, 5. Januar 2026, 9:00–10:00 Uhr (Berliner Zeit, MEZ, UTC+1)")
        let overnight = german.span(from: late, to: late.addingTimeInterval(3_600))
        #expect(
            overnight
                == "Montag, 5. Januar 2026, 23:30 Uhr – Dienstag, 6. Januar 2026, 0:30 Uhr (Berliner Zeit, MEZ, UTC+1)")
        let tokyo = DateText(catalogue: try #require(Catalogue.all["de"]), zone: try Zone("Asia/Tokyo"))
        #expect(tokyo.moment(start) == "Montag, 5. Januar 2026, 17:00 Uhr (Ortszeit Tokio, JST, UTC+9)")
        for name in ["UTC", "Etc/UTC"] {
            let utc = DateText(catalogue: Self.english, zone: try Zone(name))
            #expect(utc.moment(start) == "Monday, 5 January 2026, 08:00 (UTC)", "a name that is an offset stands alone")
        }
        let lisbon = DateText(catalogue: Self.english, zone: try Zone("Europe/Lisbon"))
        #expect(lisbon.moment(start) == "Monday, 5 January 2026, 08:00 (Lisbon time, WET, UTC+0)")
    }

    @Test("an instant within a sentence is told in words where the sentence asks for it, else as it stands")
    func instants() throws {
        let catalogue = try Catalogue(yaml: "a: '%{x} %{x:moment}'\ndate: {moment: '(%{time})', hour_digits: '1'}")
        #expect(catalogue.sentence("a", ["x": "2026-01-05T08:00:00Z"]) == "2026-01-05T08:00:00Z (8:00)")
        #expect(catalogue.sentence("a", ["x": "%{x}"]) == "%{x} %{x}")
        #expect(catalogue.sentence("a") == "%{x} %{x}" && catalogue.phrase("a")?.gaps == ["x"])
    }

    @Test(
        "money stands as the language writes it",
        arguments: [
            (123_450, "eur", "€1,234.50", "1.234,50 €"), (0, "eur", "€0.00", "0,00 €"),
            (-3_000, "eur", "-€30.00", "-30,00 €"), (-123_456_789, "usd", "-1,234,567.89 USD", "-1.234.567,89 USD"),
            (8_500, "gbp", "£85.00", "85,00 £"), (99_999, "usd", "999.99 USD", "999,99 USD"),
            (100_000, "usd", "1,000.00 USD", "1.000,00 USD"),
            (1_500, "jpy", "1,500 JPY", "1.500 JPY"), (1_234_567, "kwd", "1,234.567 KWD", "1.234,567 KWD"),
            // A currency that this program does not know stands in minor units.
            (5, "xyz", "5 XYZ", "5 XYZ"),
        ] as [(Int64, String, String, String)])
    func money(minor: Int64, currency: String, english: String, german: String) throws {
        let money = Money(minor: minor, currency: Currency(stored: currency))
        #expect(Self.english.money(money) == english)
        #expect(try #require(Catalogue.all["de"]).money(money) == german)
    }

    @Test(
        "the header chooses, then the person's locale, then English",
        arguments: [
            (nil, nil, "en"), (nil, "de-AT", "de"), (nil, "fr", "en"), ("", "de", "de"), ("de", nil, "de"),
            ("DE-ch", nil, "de"), ("en", "de", "en"), ("*", "de", "de"), ("fr", "de", "de"), ("fr", nil, "en"),
            ("fr, de;q=0.5", nil, "de"), ("en;q=0.3, de;q=0.7", nil, "de"), ("de, en", "en", "de"),
            ("en-GB,en;q=0.9,de;q=0.8", "de", "en"), ("de;q=0", nil, "en"), ("en;q=0", "de", "de"),
            ("de ; q=0.5 ,en ; q=0.4", nil, "de"), ("german", nil, "en"), ("de;q=x, en;q=0.1", nil, "en"),
            ("de;level=1;q=0.2, en;q=0.1", nil, "de"), (String(repeating: "x,", count: 600) + "de", nil, "en"),
            (";;,,;q=1,-,=", "de", "de"),
        ] as [(String?, String?, String)])
    func choice(header: String?, locale: String?, language: String) {
        #expect(Catalogue.of(accepting: header, else: locale).language == language)
    }
}
