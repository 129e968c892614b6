import CCurl

/// The library under mail and HTTP.
enum LibCurl {
    /// libcurl wants to be started once before everything else; since 7.84 it may happen on any thread.
    static let isStarted = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
