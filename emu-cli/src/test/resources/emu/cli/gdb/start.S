/* Entered by PVH in 32-bit protected mode; goes to 64-bit mode and calls main. */
        .section .note.pvh, "a", @note
        .balign 4
        .long 4, 4, 18
        .asciz "Xen"
        .long start

        .text
        .code32
        .globl start
start:
        movl $stack_end, %esp
        movl $pdpt, %eax
        orl $3, %eax
        movl %eax, pml4
        movl $0x83, pdpt            /* 1 GiB, writable */
        movl $pml4, %eax
        movl %eax, %cr3
        movl %cr4, %eax
        orl $0x220, %eax            /* PAE, OSFXSR */
        movl %eax, %cr4
        movl $0xC0000080, %ecx
        rdmsr
        orl $0x100, %eax            /* LME */
        wrmsr
        movl %cr0, %eax
        orl $0x80000001, %eax
        movl %eax, %cr0
        lgdt gdt_pointer
        ljmp $8, $long_mode

        .code64
        .globl long_mode
long_mode:
        movw $16, %ax
        movw %ax, %ds
        movw %ax, %es
        movw %ax, %ss
        lidt idt_pointer
        movq $stack_end, %rsp
        call main
stop:   cli
        hlt
        jmp stop

        .globl tick
tick:
        pushq %rax
        incl ticks
        movb $0x20, %al
        outb %al, $0x20
        popq %rax
        iretq

        .balign 8
gdt:    .quad 0
        .quad 0x00AF9B000000FFFF
        .quad 0x00CF93000000FFFF
gdt_pointer:
        .word gdt_pointer - gdt - 1
        .long gdt
        .balign 8
idt_pointer:
        .word 16 * 64 - 1
        .quad idt

        .bss
        .balign 4096
pml4:   .skip 4096
pdpt:   .skip 4096
stack:  .skip 16384
stack_end:
