/* Hide what came after AVX2 from a program: built and preloaded by benchmarks/older.py.
 *
 * Linux can make the instruction CPUID fault (arch_prctl(2), ARCH_CPUID), where the processor has that (cpuid_fault in
 * /proc/cpuinfo). The fault is answered with what the processor says, less AVX-512, AVX-VNNI and AMX, so that libraries which
 * choose their code by it (ONNX Runtime, numpy, torch) take that of 2013. The rest of the program runs as fast as it does. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

enum { ARCH_CPUID = 0x1012 };

static const uint32_t EBX_7 = 0xdc230000; /* AVX-512 F, DQ, IFMA, PF, ER, CD, BW, VL */
static const uint32_t ECX_7 = 0x00005f42; /* AVX-512 VBMI, VBMI2, VNNI, BITALG, VPOPCNTDQ; GFNI, VAES, VPCLMULQDQ */
static const uint32_t EDX_7 = 0x03c0010c; /* AVX-512 4VNNIW, 4FMAPS, VP2INTERSECT, FP16; AMX */

static long let_ask(unsigned long may) { return syscall(SYS_arch_prctl, ARCH_CPUID, may); }

static void answer(int number, siginfo_t *info, void *context)
{
    greg_t *at = ((ucontext_t *)context)->uc_mcontext.gregs;
    const uint8_t *code = (const uint8_t *)at[REG_RIP];
    if (code[0] != 0x0f || code[1] != 0xa2) { /* not CPUID: a fault like any other, which the second time is the end */
        signal(number, SIG_DFL);
        return;
    }
    (void)info;
    uint32_t leaf = (uint32_t)at[REG_RAX], part = (uint32_t)at[REG_RCX], a, b, c, d;
    let_ask(1);
    __asm__ volatile("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d) : "a"(leaf), "c"(part));
    let_ask(0);
    if (leaf == 7 && part == 0) {
        a = 0; /* no further parts: they hold AVX-VNNI and what is newer */
        b &= ~EBX_7, c &= ~ECX_7, d &= ~EDX_7;
    } else if (leaf == 7) {
        a = b = c = d = 0;
    }
    at[REG_RAX] = a, at[REG_RBX] = b, at[REG_RCX] = c, at[REG_RDX] = d;
    at[REG_RIP] += 2;
}

__attribute__((constructor)) static void begin(void)
{
    struct sigaction action = {.sa_sigaction = answer, .sa_flags = SA_SIGINFO | SA_NODEFER};
    sigaction(SIGSEGV, &action, NULL);
    if (let_ask(0)) _Exit(86);
}
