import Domain
import Foundation

/// How a refund policy is written: `[{"notice": 2880, "percent": 100}, {"notice": 1440, "percent": 50}]`.
enum RefundPolicyForm {
    static func policy(_ items: [JSONValue], _ field: String) throws -> RefundPolicy {
        guard items.count <= RefundPolicy.mostTiers else {
            throw Problem.invalid(field, .tooMany, ["maximum": "\(RefundPolicy.mostTiers)"])
        }
        let tiers = items.enumerated().map { index, item in
            Form.answer {
                let prefix = "\(field)[\(index)]"
                let form = try Form(
                    try Form.object(item, prefix), allowed: ["notice", "percent"], prefix: prefix + ".")
                let (notice, percent) = try Form.gather(
                    form.need("notice", Form.minutes(0...Service.longestNotice)),
                    form.need("percent", Form.minutes(0...100)))
                return RefundPolicy.Tier(notice: notice, percent: percent)
            }
        }
        return try RefundPolicy(try Form.gather(all: tiers), field: field)
    }
}
