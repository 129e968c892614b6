/* Each file needs its bytes here and its line in the table below; a test compares the table with the folder. */
#include "embedded.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char english[] = {
#embed "language/en.yaml"
};
static const unsigned char passwords[] = {
#embed "passwords/guessed.txt"
};
static const unsigned char openapi[] = {
#embed "openapi.yaml"
};
static const unsigned char style[] = {
#embed "pages/style.css"
};
static const unsigned char page[] = {
#embed "pages/page.mustache"
};
static const unsigned char form[] = {
#embed "pages/form.mustache"
};
static const unsigned char notice[] = {
#embed "pages/notice.mustache"
};
static const unsigned char receipt[] = {
#embed "pages/receipt.mustache"
};
static const unsigned char reference[] = {
#embed "pages/reference.mustache"
};
static const unsigned char booking_html[] = {
#embed "mails/booking.html.mustache"
};
static const unsigned char booking_text[] = {
#embed "mails/booking.txt.mustache"
};
static const unsigned char account_html[] = {
#embed "mails/account.html.mustache"
};
static const unsigned char account_text[] = {
#embed "mails/account.txt.mustache"
};

#define FILE_OF(path, bytes) {path, bytes, sizeof bytes}

static const struct {
    const char *name;
    const unsigned char *bytes;
    unsigned long size;
} files[] = {
    FILE_OF("language/en.yaml", english),
    FILE_OF("passwords/guessed.txt", passwords),
    FILE_OF("openapi.yaml", openapi),
    FILE_OF("pages/style.css", style),
    FILE_OF("pages/page.mustache", page),
    FILE_OF("pages/form.mustache", form),
    FILE_OF("pages/notice.mustache", notice),
    FILE_OF("pages/receipt.mustache", receipt),
    FILE_OF("pages/reference.mustache", reference),
    FILE_OF("mails/booking.html.mustache", booking_html),
    FILE_OF("mails/booking.txt.mustache", booking_text),
    FILE_OF("mails/account.html.mustache", account_html),
    FILE_OF("mails/account.txt.mustache", account_text),
};

const long embedded_file_count = sizeof files / sizeof files[0];
const char *embedded_file_name(long index) { return files[index].name; }
const unsigned char *embedded_file_bytes(long index) { return files[index].bytes; }
unsigned long embedded_file_size(long index) { return files[index].size; }
