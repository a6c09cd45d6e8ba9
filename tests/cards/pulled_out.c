/* A reader that can be pulled out: the virtual driver behind (DRIVER), which answers nothing while the file named by PULLED_OUT is there. */
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

typedef long ret;
typedef unsigned long word;
typedef unsigned char octet;
typedef struct { word protocol, length; } header;
enum { COMMUNICATION_ERROR = 612 };

static void *behind(const char *name)
{
    static void *driver;
    if (!driver)
        driver = dlopen(DRIVER, RTLD_NOW);
    return dlsym(driver, name);
}

static int is_out(void)
{
    const char *mark = getenv("PULLED_OUT");
    return mark && !access(mark, F_OK);
}

#define FORWARDED(name, types, values) \
    ret name types { return is_out() ? COMMUNICATION_ERROR : ((ret(*) types)behind(#name)) values; }

FORWARDED(IFDHCreateChannelByName, (word lun, char *name), (lun, name))
FORWARDED(IFDHCreateChannel, (word lun, word channel), (lun, channel))
FORWARDED(IFDHCloseChannel, (word lun), (lun))
FORWARDED(IFDHGetCapabilities, (word lun, word tag, word *size, octet *value), (lun, tag, size, value))
FORWARDED(IFDHSetCapabilities, (word lun, word tag, word size, octet *value), (lun, tag, size, value))
FORWARDED(IFDHSetProtocolParameters, (word lun, word protocol, octet flags, octet a, octet b, octet c), (lun, protocol, flags, a, b, c))
FORWARDED(IFDHPowerICC, (word lun, word action, octet *atr, word *size), (lun, action, atr, size))
FORWARDED(IFDHTransmitToICC, (word lun, header sent, octet *tx, word n, octet *rx, word *m, header *got), (lun, sent, tx, n, rx, m, got))
FORWARDED(IFDHControl, (word lun, word code, octet *tx, word n, octet *rx, word m, word *got), (lun, code, tx, n, rx, m, got))
FORWARDED(IFDHICCPresence, (word lun), (lun))
