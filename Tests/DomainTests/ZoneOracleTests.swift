import Domain
import Foundation
import Testing

@Suite("Offsets agree with Python's zoneinfo on the same files")
struct ZoneOracleTests {
    struct Offsets: Encodable {
        var kind = "offsets"
        var zone: String
        var instants: [Int]
    }

    struct Walls: Encodable {
        var kind = "instants"
        var zone: String
        var walls: [[Int]]
    }

    static let zones =
        SlotsOracleTests.zones + [
            "Africa/Monrovia", "Africa/El_Aaiun", "America/Phoenix", "America/Sao_Paulo", "America/Vancouver",
            "America/Argentina/Buenos_Aires", "America/Indiana/Knox", "America/Anchorage", "Asia/Amman", "Asia/Dhaka",
            "Asia/Hebron", "Asia/Jerusalem", "Asia/Pyongyang", "Asia/Yangon", "Australia/Eucla", "Antarctica/Casey",
            "Etc/GMT+5", "Europe/Istanbul", "Europe/London", "Europe/Moscow", "Japan", "Pacific/Auckland",
            "Pacific/Easter", "Pacific/Kwajalein", "Pacific/Marquesas", "Pacific/Norfolk", "Pacific/Tongatapu",
        ]

    @Test("the offset of 20,000 instants from 1970 to 2100 in 50 zones, also beside every change")
    func offsets() throws {
        let seed = SeededRandom.seed
        var random = SeededRandom(seed: seed)
        try #require(Self.zones.count >= 50)
        let questions = try Self.zones.map { name in
            let changes = try Zone(name).transitions(
                from: try instant("1970-01-01T00:00:00Z"), to: try instant("2100-01-01T00:00:00Z"))
            let beside = changes.prefix(100).flatMap { change in
                [-1, 0].map { Int(change.at.timeIntervalSince1970) + $0 }
            }
            return Offsets(
                zone: name,
                instants: beside + (0..<400).map { _ in Int.random(in: 0..<4_102_444_800, using: &random) })
        }
        struct Answer: Decodable { var offsets: [Int] }
        let answers = try Oracle.answers(to: questions, as: Answer.self)
        try #require(answers.count == questions.count)
        for (question, answer) in zip(questions, answers) {
            let zone = try Zone(question.zone)
            let ours = question.instants.map { zone.offset(at: Date(timeIntervalSince1970: Double($0))) }
            #expect(ours == answer.offsets, "seed \(seed), \(question.zone)")
        }
    }

    @Test("the instants of wall times around the changes of the coming years")
    func wallTimes() throws {
        let questions = try Self.zones.map { name in
            let changes = try Zone(name).transitions(
                from: try instant("2026-01-01T00:00:00Z"), to: try instant("2036-01-01T00:00:00Z"))
            let walls = changes.prefix(30).flatMap { change in
                let minute = Int(change.at.timeIntervalSince1970) / 60 + change.offsetBefore / 60
                return stride(from: minute - 150, through: minute + 150, by: 15).map { [$0 / 1440, $0 % 1440] }
            }
            return Walls(zone: name, walls: walls + [[20_800, 0], [20_800, 1440], [20_800, 2875]])
        }
        struct Answer: Decodable { var instants: [[Int]] }
        let answers = try Oracle.answers(to: questions, as: Answer.self)
        try #require(answers.count == questions.count)
        for (question, answer) in zip(questions, answers) {
            let zone = try Zone(question.zone)
            let ours = question.walls.map { wall in
                zone.instants(LocalDate(dayNumber: wall[0]), minute: wall[1]).map { Int($0.timeIntervalSince1970) }
            }
            #expect(ours == answer.instants, "\(question.zone)")
        }
    }
}
