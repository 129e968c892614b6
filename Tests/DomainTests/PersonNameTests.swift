import Domain
import Testing

@Suite("Names of persons")
struct PersonNameTests {
    @Test(
        "names that look the same are alike, whatever they are written with",
        arguments: [
            ("Anna Koch", "anna  KOCH"), ("Anna Koch", "Ánna Köch."), ("Anna Koch", "Ａｎｎａ Ｋｏｃｈ"),
            ("Anna Koch", "\u{410}nn\u{430} K\u{43E}\u{441}h"), ("Anna Koch", "\u{391}nna Koch"),
            ("Anna Koch", "\u{391}\u{39D}\u{39D}A KOCH"), ("Anna Koch", "An\u{200B}na\u{200D} Ko\u{FE0F}ch"),
            ("Anna Koch", "Anna\u{A0}\u{2003}Koch"), ("Anna Koch", "\u{202E}Anna\u{3164}Koch\u{AD}"),
            ("Anna Koch", "𝐀𝐧𝐧𝐚 𝐊𝐨𝐜𝐡"), ("Irma Wolf", "lrrna VVo1f"), ("Οlga", "0lga"), ("Ирина", "ИPИHA"),
            ("Ηλίας Νάνου", "ηλιας νανου"), ("Straße", "STRASSE"), ("!?", "!?"), ("이민호", "이\u{115F}민호"),
        ])
    func alike(one: String, other: String) {
        #expect(PersonName.isAlike(one, other))
        #expect(PersonName.isAlike(other, one))
    }

    @Test(
        "names that do not look the same are not alike",
        arguments: [
            ("Anna Koch", "Anne Koch"), ("Anna Koch", "Anna Kochs"), ("Anna Koch", "Koch Anna"), ("Ирина", "Марина"),
            ("!?", "?!"), ("!?", ""), ("Anna Koch", "\u{200B}"), ("李明", "李朋"), ("Νίκος", "Νίνος"),
            ("की", "कि"),
        ])
    func different(one: String, other: String) {
        #expect(!PersonName.isAlike(one, other))
        #expect(!PersonName.isAlike(other, one))
    }
}
