/* A library with the published SSV signatures, written for the tests: it checks what it is called with, gives the zones it was
 * told to give (by the test, or in the files ps, vitale and code beside it), fails when told to, and counts the
 * codes tried and the zones that were not given back. Nothing here is the licensed library. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned short ret;

static unsigned char professional_zone[4096], rights_zone[16384];
static size_t professional_size, rights_size;
static char right_code[5] = "1234", last_date[9], last_mode;
static char last_situation;
static int live, started, fail_with, fail_times, fail_after, attempts;

void test_zones(const unsigned char *professional, size_t size, const unsigned char *rights, size_t rights_length)
{
    memcpy(professional_zone, professional, professional_size = size);
    memcpy(rights_zone, rights, rights_size = rights_length);
}

/* The library fails so many times, once so many calls went well. */
void test_fail(int code, int times, int after) { fail_with = code; fail_times = times; fail_after = after; }
int test_live(void) { return live; }
int test_started(void) { return started; }
int test_attempts(void) { return attempts; }
char test_situation(void) { return last_situation; }
char test_mode(void) { return last_mode; }
const char *test_date(void) { return last_date; }

static ret failure(void)
{
    if (fail_times > 0 && fail_after-- <= 0) {
        fail_times--;
        return (ret)fail_with;
    }
    return started ? 0 : 0xF600;
}

static ret give(const unsigned char *octets, size_t size, void **out, size_t *length)
{
    *out = malloc(size ? size : 1);
    memcpy(*out, octets, size);
    *length = size;
    live++;
    return 0;
}

static int wrong(const char *code) { attempts++; return strcmp(code, right_code); }

static size_t from_file(const char *name, void *to, size_t most)
{
    char path[4096];
    size_t size;
    FILE *file;
    Dl_info here;
    dladdr((void *)test_live, &here);
    snprintf(path, sizeof path, "%.*s%s", (int)(strrchr(here.dli_fname, '/') + 1 - here.dli_fname), here.dli_fname, name);
    if (!(file = fopen(path, "rb")))
        return 0;
    size = fread(to, 1, most, file);
    fclose(file);
    return size;
}

ret SSV_InitLIB(void)
{
    if (from_file("code", right_code, 4)) {
        professional_size = from_file("ps", professional_zone, sizeof professional_zone);
        rights_size = from_file("vitale", rights_zone, sizeof rights_zone);
    }
    started = 1;
    return 0;
}

/* A seal record (SIM, type 7) for the image whose first record is given: kind S, its octets the word SIGNED. */
static size_t seal(unsigned char *to, const unsigned char *image)
{
    memset(to, ' ', 128);
    memcpy(to, "7", 1);
    memcpy(to + 1, image + 1, 9);
    memcpy(to + 10, "S0101", 5);
    memcpy(to + 15, image + 29, 9);
    memcpy(to + 24, "U0lHTkVE", 8);
    return 128;
}
ret SSV_TermLIB(void) { started = 0; return 0; }
ret SSV_LibererZoneMem(void *zone) { free(zone); live--; return 0; }

ret SSV_LireCartePS(const char *ps, const char *reader, const char *code, void **out, size_t *size)
{
    ret failed = failure();
    if (failed)
        return failed;
    if (strcmp(ps, "CPS") || strcmp(reader, "Vitale"))
        return 0xF101;
    if (!code[0]) /* the identity alone: group 1 */
        return give(professional_zone, 3u + professional_zone[2], out, size);
    if (wrong(code))
        return 0xF003;
    return give(professional_zone, professional_size, out, size);
}

ret SSV_LireDroitsVitale(const char *ps, const char *reader, const char *code, const char *date, void **out, size_t *size)
{
    ret failed = failure();
    if (failed)
        return failed;
    if (wrong(code))
        return 0xF003;
    strncpy(last_date, date, 8);
    return give(rights_zone, rights_size, out, size);
}

/* Groups 9001 and 9002 come back as 3 and 4, each with a seal behind it. */
ret SSV_FormaterFactures(const char *ps, const char *reader, const char *code, char **made, char **mode, const unsigned char *in,
                         size_t in_size, void **out, size_t *size)
{
    static unsigned char answer[65536];
    size_t at = 0, to = 0;
    ret failed = failure();
    if (failed)
        return failed;
    if (wrong(code))
        return 0xF003;
    last_mode = (*mode)[0];
    while (at + 3 <= in_size) {
        unsigned number = in[at] << 8 | in[at + 1], length = in[at + 2], head = 3;
        if (length == 0x81)
            length = in[at + 3], head = 4;
        else if (length == 0x82)
            length = in[at + 3] << 8 | in[at + 4], head = 5;
        if (number == 9001 || number == 9002) {
            unsigned total = length + 128;
            unsigned char start[5] = {0, (unsigned char)(number - 8998), 0x82, (unsigned char)(total >> 8), (unsigned char)total};
            memcpy(answer + to, start, 5);
            memcpy(answer + to + 5, in + at + head, length);
            seal(answer + to + 5 + length, in + at + head);
            to += 5 + total;
        }
        at += head + length;
    }
    return give(answer, to, out, size);
}

ret SSV_SecuriserFacture(const char *ps, const char *reader, const char *code, const char *situation, const char *invoice,
                         const unsigned char *in, size_t in_size, void **out, size_t *size)
{
    static unsigned char answer[65536];
    ret failed = failure();
    if (failed)
        return failed;
    if (wrong(code))
        return 0xF003;
    if (memcmp(invoice, in + 29, 9))
        return 0xF909;
    last_situation = situation[0];
    memcpy(answer, in, in_size);
    return give(answer, in_size + seal(answer + in_size, in), out, size);
}

ret SSV_FormaterLot(const char *ps, const char *reader, const char *code, size_t count, const char **in, const size_t *in_size,
                    size_t *out_count, void **out, size_t *size)
{
    ret failed = failure();
    if (failed)
        return failed;
    if (wrong(code))
        return 0xF003;
    *out_count = count;
    return give((const unsigned char *)in[0], in_size[0], out, size);
}

ret SSV_TraduireARL(size_t count, const char **in, const size_t *in_size, void **out, size_t *size)
{
    ret failed = failure();
    return failed ? failed : give((const unsigned char *)in[0], in_size[0] * (count == 1), out, size);
}
