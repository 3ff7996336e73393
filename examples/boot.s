# The first instructions of a 64-bit kernel that is entered by PVH: in 32-bit protected mode, flat
# segments, paging and interrupts off, EBX at an hvm_start_info. Goes to 64-bit mode, with the
# first GiB of memory where it is, and calls kmain(hvm_start_info).

# Without this note nobody knows how to enter the kernel.
.section .note.Xen, "a", @note
.align 4
.long 4                         # size of the owner, with its zero
.long 4                         # size of the value
.long 18                        # XEN_ELFNOTE_PHYS32_ENTRY
.asciz "Xen"
.long _start                    # a physical address: link for where the kernel is loaded

.section .text.boot, "ax"       # a: in memory, x: executable
.code32
.globl _start
_start:
    mov $stack_end, %esp

    # Page tables: one entry each in the upper two levels, 512 pages of 2 MiB in the third.
    movl $directory_pointers + 3, page_map        # present, writable
    movl $directory + 3, directory_pointers
    mov $directory, %edi
    mov $0x83, %eax                               # present, writable, 2 MiB
    mov $512, %ecx
1:  mov %eax, (%edi)
    add $0x200000, %eax
    add $8, %edi
    loop 1b

    mov $page_map, %eax
    mov %eax, %cr3
    mov $0x620, %eax                              # PAE; OSFXSR, OSXMMEXCPT for SSE
    mov %eax, %cr4
    mov $0xC0000080, %ecx                         # EFER
    rdmsr
    or $0x100, %eax                               # LME
    wrmsr
    mov $0x80000033, %eax                         # PG, NE, ET, MP, PE
    mov %eax, %cr0
    lgdt gdt_pointer
    ljmp $8, $long_mode

.code64
long_mode:
    mov $16, %eax
    mov %eax, %ds
    mov %eax, %es
    mov %eax, %ss
    mov %ebx, %edi                                # first argument of kmain
    call kmain
1:  hlt
    jmp 1b

.section .rodata, "a"
.align 8
gdt:
    .quad 0
    .quad 0x00209A0000000000                      # code, 64 bits
    .quad 0x0000920000000000                      # data
gdt_pointer:
    .short gdt_pointer - gdt - 1
    .long gdt

.section .bss, "aw", @nobits
.align 4096
page_map:
    .skip 4096
directory_pointers:
    .skip 4096
directory:
    .skip 4096
    .skip 16384
stack_end:

.section .note.GNU-stack, "", @progbits           # tells ld that the stack holds no code
.text                                             # where the compiler goes on
