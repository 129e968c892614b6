// Reads links as Jitsi Meet reads them, on other foundations than the code under test: JavaScript's own URL,
// decodeURIComponent and JSON. The argument is a file with a JSON array of links; the answer, on standard output, is a
// JSON array of what each reader saw.
'use strict';

const fs = require('fs');

// What Jitsi does to a value between the percent-decoding and JSON.parse: curly quotes become straight ones, and an
// ampersand loses a backslash before it. Both are meant for values that another program has mangled.
function rewritten(decoded) {
    return decoded
        .replace(/[\u2018\u2019]/g, "'")
        .replace(/[\u201C\u201D]/g, '"')
        .replace(/\\&/g, '&');
}

function parameters(fragment) {
    const found = {};
    for (const part of fragment.split('&')) {
        // Whatever follows a second "=" is lost, as it is in Jitsi.
        const [key, value] = part.split('=');
        try {
            found[key] = JSON.parse(rewritten(decodeURIComponent(value)));
        } catch (error) {
            // Jitsi ignores such a parameter without a word: it stays absent here.
        }
    }
    return found;
}

function webReader(link) {
    return parameters(new URL(link).hash.slice(1));
}

// The mobile application deletes every white space from the address before it looks at it.
function mobileReader(link) {
    const address = link.replace(/\s/g, '');
    return parameters(address.slice(address.indexOf('#') + 1));
}

const links = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const answers = links.map(link => ({ href: new URL(link).href, web: webReader(link), mobile: mobileReader(link) }));
process.stdout.write(JSON.stringify(answers));
