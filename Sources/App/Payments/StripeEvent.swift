import Foundation

/// An event as far as it is read: that something has happened to a payment. What has, Stripe is asked for, so that
/// late, repeated and reordered events do no harm.
package struct StripeEvent: Sendable, Equatable {
    package let id: String
    package let type: String
    package let createdAt: Date
    /// The payment that it is about; nil for events about anything else.
    package let intentID: String?
    /// False for a payment that a shop on the same account made. Refunds and disputes do not say whose they are.
    package let mayBeOurs: Bool
}

extension StripeEvent: Decodable {
    private struct Body: Decodable {
        let object: Object
    }

    private struct Object: Decodable {
        let id: String?
        let object: String?
        let paymentIntent: StripeReference<StripeCharge>?
        let metadata: [String: String]?

        enum CodingKeys: String, CodingKey {
            case id, object, metadata
            case paymentIntent = "payment_intent"
        }
    }

    private enum CodingKeys: String, CodingKey { case id, type, created, data }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let object = try container.decode(Body.self, forKey: .data).object
        let isIntent = object.object == "payment_intent"
        self.init(
            id: try container.decode(String.self, forKey: .id), type: try container.decode(String.self, forKey: .type),
            createdAt: Date(timeIntervalSince1970: Double(try container.decode(Int64.self, forKey: .created))),
            intentID: isIntent ? object.id : object.paymentIntent?.id,
            mayBeOurs: !isIntent || object.metadata?["booking_id"] != nil)
    }
}
