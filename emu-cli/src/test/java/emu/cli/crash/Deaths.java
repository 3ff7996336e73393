package emu.cli.crash;

import emu.devices.board.StopReason.Kind;
import java.util.List;

/**
 * Guests that die, each in its own way.
 *
 * @param name what happens
 * @param source the kernel, assembled for {@link DyingGuest#ORIGIN}, entered in 32-bit mode
 * @param kind how its run ends
 * @param sentence a regular expression for the diagnosis; {@code label:NAME} stands for the address
 *     of a label
 */
record Deaths(String name, String source, Kind kind, String sentence) {

  /** Page tables at 200000h that map the first 4 MiB, the second 2 MiB of them as 4-KiB pages. */
  private static final String LONG_MODE =
      """
      bits 32
      start:
        mov esp, stack
        mov dword [0x300000], 0x301003
        mov dword [0x301000], 0x302003
        mov dword [0x302000], 0x83
        mov dword [0x302008], 0x303003
        mov eax, 0x200003
        mov edi, 0x303000
      .fill:
        mov dword [edi], eax
        add edi, 8
        add eax, 0x1000
        cmp eax, 0x340003
        jne .fill
        mov eax, 0x300000
        mov cr3, eax
        mov eax, 0x20
        mov cr4, eax
        mov ecx, 0xC0000080
        rdmsr
        or eax, 0x900
        wrmsr
        mov eax, 0x80010001
        mov cr0, eax
        lgdt [gdtr]
        jmp 8:long
      align 8
      gdt:
        dq 0, 0x00AF9A000000FFFF, 0x00CF92000000FFFF
        dq 0x00AFFA000000FFFF, 0x00CFF2000000FFFF
      gdtr:
        dw 39
        dd gdt, 0
        times 512 db 0x90
      stack:
      align 16
      idt:
        times 512 db 0
        times 512 db 0
      idtr:
        dw 0x3FF
        dq idt
      bits 64
      ; Has vector rdi go to rsi.
      gate:
        shl rdi, 4
        add rdi, idt
        mov [rdi], si
        mov word [rdi + 2], 8
        mov word [rdi + 4], 0x8E00
        shr rsi, 16
        mov [rdi + 6], si
        shr rsi, 16
        mov [rdi + 8], esi
        ret
      long:
        mov ax, 16
        mov ds, ax
        mov es, ax
        mov ss, ax
      """;

  /** 32-bit mode with 32-bit paging that maps 4 MiB from {@code 100000h} up by a large page. */
  private static final String PAGED_32 =
      """
      bits 32
      start:
        mov esp, 0x9000
        mov dword [0x300000], 0x83
        mov eax, 0x300000
        mov cr3, eax
        mov eax, 0x10
        mov cr4, eax
        mov eax, 0x80000001
        mov cr0, eax
      """;

  private static final String REAL_MODE =
      """
      bits 32
      start:
        lgdt [gdtr]
        mov esi, real
        mov edi, 0x8000
        mov ecx, 256
        rep movsb
        mov ax, 16
        mov ds, ax
        mov es, ax
        mov ss, ax
        jmp 8:0x8000
      gdt:
        dq 0, 0x00009A000000FFFF, 0x000092000000FFFF, 0x00CF92000000FFFF
      gdtr:
        dw 31
        dd gdt
      real:
      bits 16
        mov eax, 0
        mov cr0, eax
        jmp 0:0x8000 + (there - real)
      there:
        mov ax, 0
        mov ss, ax
        mov ds, ax
        mov sp, 0x7000
      """;

  /** A handler of #PF in an IDT that has all that it needs. */
  private static final String HANDLER =
      """
        lidt [idtr]
        mov rdi, 14
        mov rsi, handler
        call gate
      """;

  @Override
  public String toString() {
    return name;
  }

  private static Deaths real(String name, String code, Kind kind, String sentence) {
    return new Deaths("real mode: " + name, REAL_MODE + code, kind, sentence);
  }

  private static Deaths flat(String name, String code, Kind kind, String sentence) {
    return new Deaths(
        "32 bits: " + name, "bits 32\nstart: mov esp, 0x9000\n" + code, kind, sentence);
  }

  private static Deaths paged(String name, String code, Kind kind, String sentence) {
    return new Deaths("32-bit paging: " + name, PAGED_32 + code, kind, sentence);
  }

  private static Deaths wide(String name, String code, Kind kind, String sentence) {
    return new Deaths("64 bits: " + name, LONG_MODE + code, kind, sentence);
  }

  /** Guests that do what looks like dying, many times, and then halt. */
  static List<Deaths> survivors() {
    String handler = "handler: add rsp, 8\n";
    return List.of(
        wide(
            "a handler that skips the instruction",
            HANDLER
                + "mov dword [0x210000], 30000\n"
                + "here: mov rax, [0x390000]\ndec dword [0x210000]\njnz here\nhlt\n"
                + handler
                + "add qword [rsp], 8\niretq",
            Kind.HALTED,
            ""),
        wide(
            "a handler that mends it in the end",
            HANDLER
                + "mov dword [0x210000], 9000\nhere: mov rax, [0x390000]\nhlt\n"
                + handler
                + "dec dword [0x210000]\njnz back\nadd qword [rsp], 8\nback: iretq",
            Kind.HALTED,
            ""),
        wide(
            "faults within a handler that end",
            HANDLER
                + "mov dword [0x210000], 900\nmov rsp, 0x230000\n"
                + "here: mov rax, [0x390000]\nhlt\n"
                + handler
                + "dec dword [0x210000]\njz back\nmov rax, [0x390000]\n"
                + "back: add qword [rsp], 8\niretq",
            Kind.HALTED,
            ""),
        wide(
            "a loop that an interrupt ends",
            "mov al, 0xFF\nout 0x21, al\nmov ecx, 2000000\nhere: dec ecx\njnz here\nhlt",
            Kind.HALTED,
            ""));
  }

  static List<Deaths> all() {
    return List.of(
        wide(
            "no IDT",
            "mov rax, 0xDEADBEEF000\nhere: mov byte [rax], 1",
            Kind.TRIPLE_FAULT,
            "#PF at label:here: a write to 0xdeadbeef000: PML4E 27 at 0x3000d8 is not present;"
                + " IDTR is still what it was at the start: no IDT was loaded before this #PF"),
        wide(
            "an IDT without entries",
            "lidt [nothing]\nhere: mov byte [0xFFFFFFFF80000000], 1\nnothing: dw 0\ndq 0",
            Kind.TRIPLE_FAULT,
            ".*; IDT limit is 0: no handler was loaded before this #PF"),
        wide(
            "an IDT that is too short",
            "lidt [short]\nhere: mov byte [0xFFFFFFFF80000000], 1\nshort: dw 0x7F\ndq idt",
            Kind.TRIPLE_FAULT,
            ".*; IDT limit is 0x7f: it has no entry for #PF"),
        wide(
            "no handler",
            "lidt [idtr]\nhere: ud2",
            Kind.TRIPLE_FAULT,
            "#UD at label:here: UD2, by which .*; IDT entry 6, for #UD, is empty: there is no"
                + " handler"),
        wide(
            "a gate of the wrong type",
            HANDLER + "mov byte [idt + 14 * 16 + 5], 0x82\nmov rax, [0x380000]\nhandler: hlt",
            Kind.TRIPLE_FAULT,
            ".*; IDT entry 14, for #PF, is no interrupt or trap gate, but a LDT: there is no"
                + " handler"),
        wide(
            "a gate without a code segment",
            HANDLER + "mov byte [idt + 14 * 16 + 2], 16\nmov rax, [0x380000]\nhandler: hlt",
            Kind.TRIPLE_FAULT,
            ".*; GDT has no code segment at the selector in IDT entry 14: selector 0x0010 is a"
                + " writable data segment"),
        wide(
            "no stack",
            HANDLER + "mov rsp, 0x380000\nmov rax, [0x390000]\nhandler: hlt",
            Kind.TRIPLE_FAULT,
            "#PF at .*: a read from 0x390000: .*; the stack at 0x37fff8 is in a page that cannot be"
                + " written \\(PTE 383 at .* is not present\\), so #PF could not be delivered"),
        wide(
            "a stack overflow",
            HANDLER
                + "mov qword [0x303000], 0\nmov rax, cr3\nmov cr3, rax\nmov rsp, 0x201040\n"
                + "here: push rax\njmp here\nhandler: hlt",
            Kind.TRIPLE_FAULT,
            "#PF at label:here: the stack pointer, 0x201000, is below the pages of the stack \\(a"
                + " stack overflow\\): PTE 0 at 0x303000 is not present; the stack at .*"),
        wide(
            "no TSS for an inner stack",
            HANDLER
                + "or dword [0x300000], 4\nor dword [0x301000], 4\nor dword [0x302000], 4\n"
                + "mov rax, cr3\nmov cr3, rax\n"
                + "push 0x23\npush stack\npush 2\npush 0x1B\npush user\niretq\n"
                + "user: mov rax, [0x380000]\nhandler: hlt",
            Kind.TRIPLE_FAULT,
            "#PF at label:user: a read from 0x380000: .*; .*"),
        wide(
            "a handler that is not mapped",
            HANDLER.replace("handler", "0x3A0000") + "mov rax, [0x390000]",
            Kind.TRIPLE_FAULT,
            "the handler of #PF, at 0x3a0000, lies in a page that cannot be executed: PTE 416 .*"),
        wide(
            "a null pointer is called",
            HANDLER + "mov qword [0x302000], 0\nmov rax, cr3\nmov cr3, rax\nhandler: hlt",
            Kind.TRIPLE_FAULT,
            ".*"),
        wide(
            "a jump to what is not mapped",
            "mov rax, 0x3A0000\njmp rax",
            Kind.TRIPLE_FAULT,
            "a jump to 0x3a0000, from 0x[0-9a-f]+, which is not mapped: PTE 416 at 0x303d00 is not"
                + " present; .*"),
        wide(
            "a no-execute page",
            "bts qword [0x303000 + 8 * 16], 63\nmov rax, 0x210000\njmp rax",
            Kind.TRIPLE_FAULT,
            "#PF executing 0x210000, from 0x[0-9a-f]+: execution of a no-execute page \\(PTE 16 at"
                + " 0x303080\\); .*"),
        wide(
            "a read-only page",
            "and byte [0x303000 + 8 * 16], 0xFD\nhere: mov byte [0x210000], 1",
            Kind.TRIPLE_FAULT,
            "#PF at label:here: a write to 0x210000: a write to a read-only page \\(PTE 16 at"
                + " 0x303080\\); .*"),
        wide(
            "a reserved bit",
            "mov dword [0x303000 + 8 * 16 + 4], 0x80000\nhere: mov al, byte [0x210000]",
            Kind.TRIPLE_FAULT,
            "#PF at label:here: a read from 0x210000: a reserved bit is set \\(PTE 16 .*"),
        wide(
            "zeros",
            "mov rax, 0x390000\nmov rcx, 0x220000\njmp rcx",
            Kind.TRIPLE_FAULT,
            "#PF at 0x220000: RIP is in a region of zeros, 0x10[0-9a-f]{4} to 0x2fffff, so .*"),
        wide(
            "zeros up to where nothing is mapped",
            "mov rax, 0x304000\njmp rax",
            Kind.TRIPLE_FAULT,
            "#PF at 0x340000: RIP is in a region of zeros, 0x3039fb to 0x33ffff, so this is .*,"
                + " from 0x10[0-9a-f]{4}; .*"),
        wide(
            "SSE without CR4.OSFXSR",
            "here: movaps xmm0, xmm1",
            Kind.TRIPLE_FAULT,
            "#UD at label:here: the SSE instruction MOVAPS with CR4.OSFXSR clear: .*"),
        wide(
            "SSE with CR0.TS",
            "mov rax, cr4\nor rax, 0x200\nmov cr4, rax\nmov rax, cr0\nor rax, 8\nmov cr0, rax\n"
                + "here: movaps xmm0, xmm1",
            Kind.TRIPLE_FAULT,
            "#NM at label:here: MOVAPS with CR0.TS set: .*"),
        wide(
            "a misaligned stack",
            "mov rax, cr4\nor rax, 0x200\nmov cr4, rax\nmov rsp, stack - 8\n"
                + "here: movaps [rsp - 32], xmm0",
            Kind.TRIPLE_FAULT,
            "#GP at label:here: the operand of MOVAPS at 0x.* is no multiple of 16: the stack is"
                + " misaligned .*"),
        wide(
            "a pointer that is not canonical",
            "mov rax, 0x1234567812345678\nhere: mov al, [rax]",
            Kind.TRIPLE_FAULT,
            "#GP at label:here: the address 0x1234567812345678 is not canonical, .*"),
        wide(
            "a selector beyond the GDT",
            "mov ax, 0x40\nhere: mov ds, ax",
            Kind.TRIPLE_FAULT,
            "#GP at label:here: MOV refuses selector 0x0040, whose GDT entry 8 lies beyond the"
                + " limit of the GDT, 0x27; .*"),
        wide(
            "a division by zero",
            "xor ecx, ecx\nhere: div ecx",
            Kind.TRIPLE_FAULT,
            "#DE at label:here: a division by zero, .*"),
        wide("a software interrupt without IDT", "here: int3", Kind.TRIPLE_FAULT, "INT 0x03 .*"),
        wide(
            "a handler that changes nothing",
            HANDLER + "here: mov rax, [0x390000]\nhandler: add rsp, 8\niretq",
            Kind.FAULT_LOOP,
            "the handler of #PF changes nothing, and the same instruction raises it again: 10,000"
                + " times; #PF at label:here: a read from 0x390000: .*"),
        wide(
            "a handler that faults",
            HANDLER
                + "mov rsp, 0x230000\n"
                + "mov rax, [0x390000]\n"
                + "handler: push rax\n"
                + "mov rbx, [0x391000]\n"
                + "iretq",
            Kind.FAULT_LOOP,
            "#PF is raised again while it is handled, 1,000 deep; #PF at .*: a read from"
                + " 0x391000: .*"),
        wide(
            "a timer interrupt that nobody expects",
            """
            lidt [idtr]
            mov al, 0x11
            out 0x20, al
            mov al, 8
            out 0x21, al
            mov al, 4
            out 0x21, al
            mov al, 1
            out 0x21, al
            mov al, 0xFE
            out 0x21, al
            mov al, 0x34
            out 0x43, al
            mov al, 0
            out 0x40, al
            mov al, 1
            out 0x40, al
            sti
            here: jmp here
            """,
            Kind.TRIPLE_FAULT,
            "an interrupt arrived before the 8259 pair was given other vectors: IRQ 0 came as"
                + " vector 8, which is #DF, at label:here; .*"),
        wide(
            "HLT",
            "cli\nhere: hlt",
            Kind.HALTED,
            "HLT with interrupts off at label:here: nothing can wake it .*"),
        wide(
            "HLT in a handler",
            HANDLER + "here: mov rax, [0x390000]\nhandler: hlt",
            Kind.HALTED,
            "HLT with interrupts off at label:handler, in the handler of #PF: .*; #PF at"
                + " label:here: a read from 0x390000: .*"),
        wide(
            "a jump to itself",
            "cli\nhere: jmp here",
            Kind.ENDLESS_LOOP,
            "jumps at label:here lead back to themselves with interrupts off: nothing can end it"),
        wide(
            "a loop that waits",
            "cli\nhere: pause\njmp short here",
            Kind.ENDLESS_LOOP,
            "jumps at 0x.* lead back to themselves with interrupts off: nothing can end it"),
        wide(
            "translated code that faults",
            "mov rax, 0x200000\nhere: add rbx, [rax]\nadd rax, 8\njmp here",
            Kind.TRIPLE_FAULT,
            "#PF at label:here: a read from 0x340000: PTE 320 at 0x303a00 is not present; .*"),
        flat(
            "64-bit code",
            "here: mov ecx, 0x800\nnext:\nbits 64\nmov rax, rbx\nmov rbx, rcx\n"
                + "mov rcx, [rbx + 8]\nadd rax, rcx\nbits 32\nud2",
            Kind.TRIPLE_FAULT,
            "#UD at .*: 64-bit code runs in 32-bit mode .*"),
        flat(
            "no IDT",
            "here: ud2",
            Kind.TRIPLE_FAULT,
            "#UD at label:here: UD2, .*; IDTR is still what it was .*"),
        flat(
            "no instruction",
            "here: db 0xFF, 0xFF, 0xFF, 0xFF",
            Kind.TRIPLE_FAULT,
            "#UD at label:here: this is no instruction in 32-bit mode, so perhaps it is data; .*"),
        flat("HLT", "cli\nhere: hlt", Kind.HALTED, "HLT with interrupts off at label:here: .*"),
        flat("a jump to itself", "cli\nhere: jmp here", Kind.ENDLESS_LOOP, ".* at label:here .*"),
        paged(
            "a page that is not mapped",
            "here: mov eax, [0x500000]",
            Kind.TRIPLE_FAULT,
            "#PF at label:here: a read from 0x500000: PDE 1 at 0x300004 is not present; .*"),
        paged(
            "an empty page table",
            "mov dword [0x300004], 0x301003\nhere: mov eax, [0x500000]",
            Kind.TRIPLE_FAULT,
            "#PF at label:here: a read from 0x500000: PTE 256 at 0x301400 is not present; .*"),
        real(
            "HLT",
            "cli\nhere: hlt",
            Kind.HALTED,
            "HLT with interrupts off at 0x80[0-9a-f]{2}: nothing can wake it .*"),
        real(
            "an IVT without entries",
            "lidt [cs:0x8000 + (nothing - real)]\nhere: ud2\nnothing: dw 0\ndd 0",
            Kind.TRIPLE_FAULT,
            "#UD at 0x80[0-9a-f]{2}: UD2, .*; IDT limit is 0: no handler .*"));
  }
}
