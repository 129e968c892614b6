#ifndef CCURL_H
#define CCURL_H

// Swift cannot call C functions with a variable number of arguments: one wrapper for each kind of argument.
#include <curl/curl.h>

CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *text);
CURLcode ccurl_set_number(CURL *handle, CURLoption option, long number);
CURLcode ccurl_set_size(CURL *handle, CURLoption option, curl_off_t size);
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *pointer);
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *list);
/// To be shown as the server asks for them: Basic or Digest.
CURLcode ccurl_set_credentials(CURL *handle, const char *user, const char *password);
CURLcode ccurl_set_read(CURL *handle, curl_read_callback callback);
CURLcode ccurl_set_header(CURL *handle, curl_write_callback callback);
CURLcode ccurl_set_write(CURL *handle, curl_write_callback callback);
CURLcode ccurl_set_progress(CURL *handle, curl_xferinfo_callback callback);
CURLcode ccurl_set_open_socket(CURL *handle, curl_opensocket_callback callback);
/// The socket of the connection that the handle used last; CURL_SOCKET_BAD where it has none any more.
curl_socket_t ccurl_socket(CURL *handle);

#endif
