import Domain
import Foundation
import Testing

@Suite("QR codes")
struct QRCodeTests {
    /// Read by a program that knows nothing of ours (zbar, which `bin/setup --tests` installs).
    private static func read(_ code: QRCode) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "qr-\(UUID().uuidString).pbm")
        try Data(picture(code).utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let output = FileManager.default.temporaryDirectory.appending(path: "qr-\(UUID().uuidString).txt")
        try Data().write(to: output)
        defer { try? FileManager.default.removeItem(at: output) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["zbarimg", "--raw", "--quiet", "--nodbus", file.path]
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return String(decoding: try Data(contentsOf: output).dropLast(), as: UTF8.self)
    }

    /// As a portable bitmap, six points a module.
    private static func picture(_ code: QRCode) -> String {
        let (scale, border) = (6, QRCode.quietZone)
        let side = (code.size + 2 * border) * scale
        var lines = ["P1", "\(side) \(side)"]
        for row in 0..<side {
            let signs = (0..<side).map { column -> String in
                let (down, right) = (row / scale - border, column / scale - border)
                let isInside = (0..<code.size).contains(down) && (0..<code.size).contains(right)
                return isInside && code[down, right] ? "1" : "0"
            }
            lines.append(signs.joined(separator: " "))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    @Test(
        "another program reads what was written, in every kind of size",
        arguments: [
            // Versions 1, 2, 6, 7 (with its number written in), 9, 10 (a longer count), 14 and 32.
            1, 26, 106, 107, 180, 213, 360, 1_500,
        ])
    func read(count: Int) throws {
        let alphabet = Array("abcXYZ0189%:/?=&-._~")
        let text = String((0..<count).map { alphabet[($0 * 7 + $0 / 3) % alphabet.count] })
        let code = try #require(QRCode(text))
        #expect(try Self.read(code) == text)
    }

    @Test("what an authenticator app reads comes out as it went in, and the path draws each dark module once")
    func uri() throws {
        let text =
            "otpauth://totp/The%20Practice:kim%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
            + "&issuer=The%20Practice"
        let code = try #require(QRCode(text))
        #expect(try Self.read(code) == text)
        let runs = code.path.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/)
        var drawn: Set<[Int]> = []
        for run in runs {
            let (x, y, width) = (Int(run.output.1)!, Int(run.output.2)!, Int(run.output.3)!)
            #expect(run.output.3 == run.output.4)
            for step in 0..<width { drawn.insert([y - QRCode.quietZone, x + step - QRCode.quietZone]) }
        }
        let dark = (0..<code.size).flatMap { row in
            (0..<code.size).filter { code[row, $0] }.map { [row, $0] }
        }
        #expect(drawn == Set(dark) && drawn.count == runs.reduce(0) { $0 + Int($1.output.3)! })
    }

    @Test("the largest code holds 2,331 bytes, and no code more")
    func largest() {
        #expect(QRCode(String(repeating: "a", count: 2_331))?.size == 177)
        #expect(QRCode(String(repeating: "a", count: 2_332)) == nil)
    }
}
