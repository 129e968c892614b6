#ifndef EMBEDDED_H
#define EMBEDDED_H

/* Files that are compiled into the program, so that it travels as one file. */
extern const long embedded_file_count;
const char *embedded_file_name(long index);
const unsigned char *embedded_file_bytes(long index);
unsigned long embedded_file_size(long index);

#endif
