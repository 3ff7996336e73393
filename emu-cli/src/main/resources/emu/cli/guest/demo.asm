; A kernel that shows the machine it runs on, on the first serial port: the memory map, the
; processor, a timer's interrupts, a page fault that is caught, and keys as they come. q switches
; the machine off.
;
; It is entered by PVH (Xen, docs/misc/pvh.pandoc): 32-bit protected mode with flat segments, paging
; off, EBX at hvm_start_info. emu.core.asm assembles it.

org 0x100000

COM1            equ 0x3F8
COM1_LINE       equ COM1 + 5            ; line status register
DATA_READY      equ 0x01
TRANSMIT_EMPTY  equ 0x20

MASTER_8259     equ 0x20
SLAVE_8259      equ 0xA0
END_OF_INTERRUPT equ 0x20
FIRST_VECTOR    equ 0x20                ; of the 8259 pair; IRQ 0 and IRQ 4 are used

TICKS_PER_SECOND equ 100
PIT_DIVISOR     equ 11932               ; 1,193,182 Hz / 100

START_MAGIC     equ 0x336EC578
START_RSDP      equ 32                  ; fields of hvm_start_info
START_MAP       equ 40
START_MAP_COUNT equ 48

NOT_MAPPED      equ 0xDEADBEEF000       ; an address beyond what the page tables map

bits 32

start:
        cli
        cld
        mov esp, stack_end
        mov [start_info], ebx

        ; Page tables: the first GiB, in pages of 2 MiB, at its own addresses.
        mov dword [pml4], pdpt + 3      ; present, writable
        mov dword [pdpt], pd + 3
        mov edi, pd
        mov eax, 0x83                   ; present, writable, large
.map:
        mov [edi], eax
        add eax, 0x200000
        add edi, 8
        cmp edi, pd + 4096
        jb .map

        ; Long mode (SDM 3A 11.8.5).
        mov eax, cr4
        or eax, 0x20                    ; PAE
        mov cr4, eax
        mov eax, pml4
        mov cr3, eax
        mov ecx, 0xC0000080             ; IA32_EFER
        rdmsr
        or eax, 0x100                   ; LME
        wrmsr
        mov eax, cr0
        or eax, 0x80000000              ; PG
        mov cr0, eax
        lgdt [gdt_pointer]
        jmp 0x08:long_mode

bits 64

long_mode:
        mov eax, 0x10
        mov ds, ax
        mov es, ax
        mov ss, ax
        mov esp, stack_end
        call set_up_serial
        call set_up_interrupts
        mov esi, text_hello
        call print
        call show_memory
        call show_processor
        call show_page_fault
        call show_timer
        call echo_keys
        mov esi, text_bye
        call print
        call power_off
        call wait_tick
        call wait_tick
        mov esi, text_still_on
        call print
        cli
.stay:
        hlt
        jmp .stay

; ---- Memory ----

show_memory:
        mov esi, text_memory
        call print
        mov ebx, [start_info]
        cmp dword [rbx], START_MAGIC
        jne .none
        mov ebp, [rbx + START_MAP_COUNT]
        mov rbx, [rbx + START_MAP]
        test ebp, ebp
        jz .none
.entry:
        mov esi, text_indent
        call print
        mov rax, [rbx]                  ; first address
        call print_address
        mov esi, text_to
        call print
        mov rax, [rbx]
        add rax, [rbx + 8]              ; its length
        dec rax
        call print_address
        mov esi, text_ram
        cmp dword [rbx + 16], 1         ; its type, as in E820
        je .type
        mov esi, text_reserved
.type:
        call print
        add rbx, 24
        dec ebp
        jnz .entry
        ret
.none:
        mov esi, text_no_map
        jmp print

; ---- Processor ----

show_processor:
        mov esi, text_processor
        call print
        xor eax, eax
        cpuid
        mov [name], ebx
        mov [name + 4], edx
        mov [name + 8], ecx
        mov byte [name + 12], 0
        mov esi, name
        call print
        mov esi, text_comma
        call print

        ; The brand string: leaves 0x80000002 to 0x80000004.
        mov edi, name
        mov ebp, 0x80000002
.brand:
        mov eax, ebp
        cpuid
        mov [rdi], eax
        mov [rdi + 4], ebx
        mov [rdi + 8], ecx
        mov [rdi + 12], edx
        add edi, 16
        inc ebp
        cmp ebp, 0x80000005
        jb .brand
        mov byte [rdi], 0
        mov esi, name
.blank:
        cmp byte [rsi], ' '
        jne .print_brand
        inc esi
        jmp .blank
.print_brand:
        call print

        mov esi, text_features
        call print
        mov r13d, 11                    ; the column
        mov eax, 1
        cpuid
        mov ebp, ecx
        mov eax, edx
        mov esi, features_1_edx
        call print_features
        mov eax, ebp
        mov esi, features_1_ecx
        call print_features
        mov eax, 7
        xor ecx, ecx
        cpuid
        mov eax, ebx
        mov esi, features_7_ebx
        call print_features
        mov eax, 0x80000001
        cpuid
        mov eax, edx
        mov esi, features_ext_edx
        call print_features
        mov esi, text_line
        jmp print

; Prints the names of the bits that are set in EAX, from column R13 on. At RSI: for each, the bit's
; number and its name, then 255.
print_features:
        mov ebx, eax
.next:
        movzx ecx, byte [rsi]
        inc rsi
        cmp ecx, 255
        je .done
        bt ebx, ecx
        jnc .skip
        cmp r13d, 70
        jb .name
        mov r13d, 11
        mov r12, rsi
        mov esi, text_features_more
        call print
        mov rsi, r12
.name:
        mov al, ' '
        call put
        sub r13, rsi
        call print
        add r13, rsi                    ; the name and a blank
        jmp .next
.skip:
        cmp byte [rsi], 0
        lea rsi, [rsi + 1]
        jne .skip
        jmp .next
.done:
        ret

; ---- A page fault ----

show_page_fault:
        mov esi, text_fault
        call print
        mov rax, NOT_MAPPED
        mov byte [rax], 1               ; page_fault goes on at .caught
.caught:
        mov rax, [fault_address]
        call print_address
        mov esi, text_fault_error
        call print
        mov rax, [fault_error]
        call print_decimal
        mov esi, text_fault_rip
        call print
        mov rax, [fault_rip]
        call print_address
        mov esi, text_line
        jmp print

page_fault:
        pop qword [fault_error]
        pop qword [fault_rip]
        push show_page_fault.caught
        mov rax, cr2
        mov [fault_address], rax
        iretq

; ---- Timer ----

show_timer:
        mov esi, text_timer
        call print
        mov al, 0x34                    ; counter 0, both bytes, mode 2
        out 0x43, al
        mov al, PIT_DIVISOR & 0xFF
        out 0x40, al
        mov al, PIT_DIVISOR >> 8
        out 0x40, al

        ; The time-stamp counter over a second, from tick to tick.
        sti
        call wait_tick
        call read_tsc
        mov r12, rax
        mov ebp, TICKS_PER_SECOND
.tick:
        call wait_tick
        mov eax, ebp
        dec ebp
        jz .second
        xor edx, edx
        mov ecx, 10
        div ecx
        test edx, edx
        jnz .tick
        mov al, '.'
        call put
        jmp .tick
.second:
        call read_tsc
        sub rax, r12
        xor edx, edx
        mov ecx, 1000000
        div rcx
        mov rbx, rax
        mov esi, text_ticks
        call print
        mov eax, TICKS_PER_SECOND
        call print_decimal
        mov esi, text_tsc
        call print
        mov rax, rbx
        call print_decimal
        mov esi, text_mhz
        jmp print

wait_tick:
        mov rax, [ticks]
.wait:
        hlt
        cmp rax, [ticks]
        je .wait
        ret

read_tsc:
        rdtsc
        shl rdx, 32
        or rax, rdx
        ret

timer:
        push rax
        inc qword [ticks]
        mov al, END_OF_INTERRUPT
        out MASTER_8259, al
        pop rax
        iretq

; ---- Keys ----

echo_keys:
        mov esi, text_keys
        call print
.next:
        cli
        mov edx, COM1_LINE
        in al, dx
        test al, DATA_READY
        jnz .key
        sti                             ; HLT is run before an interrupt is taken
        hlt
        jmp .next
.key:
        sti
        mov edx, COM1
        in al, dx
        cmp al, 'q'
        je .done
        cmp al, 13
        je .line
        cmp al, ' '
        jb .other
        cmp al, 127
        jae .other
        call put
        jmp .next
.line:
        mov esi, text_line
        call print
        jmp .next
.other:
        movzx ebx, al
        mov al, '<'
        call put
        mov eax, ebx
        mov ecx, 2
        call print_hex
        mov al, '>'
        call put
        jmp .next
.done:
        ret

serial:
        push rax                        ; it only ends HLT
        mov al, END_OF_INTERRUPT
        out MASTER_8259, al
        pop rax
        iretq

; ---- Power ----

; Switches off through ACPI (4.8.3.2, 7.4.2): PM1a_CNT from the FADT, the sleep type from the DSDT's
; package _S5. Returns if that does not do it.
power_off:
        mov ebx, [start_info]
        mov rbx, [rbx + START_RSDP]
        test rbx, rbx
        jz .done
        mov ebx, [rbx + 16]             ; the RSDT
        mov ebp, [rbx + 4]              ; its length
        add ebp, ebx
        add ebx, 36                     ; its pointers
.table:
        cmp ebx, ebp
        jae .done
        mov edi, [rbx]
        add ebx, 4
        cmp dword [rdi], 'FACP'
        jne .table
        mov r8d, [rdi + 64]             ; PM1a_CNT_BLK
        mov esi, [rdi + 40]             ; the DSDT
        mov ecx, [rsi + 4]
        add ecx, esi
.search:
        cmp esi, ecx
        jae .done
        inc esi
        cmp dword [rsi], '_S5_'
        jne .search
        add esi, 5                      ; the name and PackageOp
        movzx eax, byte [rsi]           ; PkgLength says how long it is itself
        shr eax, 6
        lea esi, [rsi + rax + 2]        ; behind it and the count of elements
        movzx eax, byte [rsi]
        cmp al, 0x0A                    ; BytePrefix; else ZeroOp or OneOp
        jne .type
        movzx eax, byte [rsi + 1]
.type:
        shl eax, 10                     ; SLP_TYP
        or eax, 1 << 13                 ; SLP_EN
        mov edx, r8d
        out dx, ax
.done:
        ret

; ---- Serial port ----

set_up_serial:
        mov esi, serial_settings
.next:
        movzx edx, byte [rsi]
        cmp edx, 255
        je .done
        add edx, COM1
        mov al, [rsi + 1]
        out dx, al
        add esi, 2
        jmp .next
.done:
        ret

; Sends AL.
put:
        push rdx
        push rax
        mov edx, COM1_LINE
.wait:
        in al, dx
        test al, TRANSMIT_EMPTY
        jz .wait
        pop rax
        mov edx, COM1
        out dx, al
        pop rdx
        ret

; Sends the text at RSI, and leaves RSI behind the zero that ends it.
print:
        push rax
.next:
        mov al, [rsi]
        inc rsi
        test al, al
        jz .done
        call put
        jmp .next
.done:
        pop rax
        ret

; Sends RAX with 12 hexadecimal digits.
print_address:
        mov ecx, 12
; Sends the lowest ECX digits of RAX.
print_hex:
        push rbx
        mov rbx, rax
        shl ecx, 2
.next:
        sub ecx, 4
        mov rax, rbx
        shr rax, cl
        and eax, 15
        mov al, [digits + rax]
        call put
        test ecx, ecx
        jnz .next
        pop rbx
        ret

; Sends RAX as a decimal number.
print_decimal:
        push rbx
        mov ebx, number_end
        mov ecx, 10
.next:
        xor edx, edx
        div rcx
        dec ebx
        add dl, '0'
        mov [rbx], dl
        test rax, rax
        jnz .next
        mov esi, ebx
        pop rbx
        jmp print

; ---- Interrupts ----

set_up_interrupts:
        mov edi, idt
        mov ecx, FIRST_VECTOR
.exception:
        mov eax, unexpected
        call set_gate
        dec ecx
        jnz .exception
        mov ecx, 16
.interrupt:
        mov eax, serial
        call set_gate
        dec ecx
        jnz .interrupt
        mov edi, idt + 14 * 16
        mov eax, page_fault
        call set_gate
        mov edi, idt + FIRST_VECTOR * 16
        mov eax, timer
        call set_gate
        lidt [idt_pointer]

        mov al, 0x11                    ; ICW1 to ICW4, then the mask (8259A datasheet)
        out MASTER_8259, al
        out SLAVE_8259, al
        mov al, FIRST_VECTOR
        out MASTER_8259 + 1, al
        mov al, FIRST_VECTOR + 8
        out SLAVE_8259 + 1, al
        mov al, 4
        out MASTER_8259 + 1, al
        mov al, 2
        out SLAVE_8259 + 1, al
        mov al, 1
        out MASTER_8259 + 1, al
        out SLAVE_8259 + 1, al
        mov al, 0xEE                    ; IRQ 0 and IRQ 4
        out MASTER_8259 + 1, al
        mov al, 0xFF
        out SLAVE_8259 + 1, al
        ret

; Makes the gate at RDI lead to EAX, and moves RDI on to the next (SDM 3A, figure 7-8).
set_gate:
        mov [rdi], ax
        mov word [rdi + 2], 0x08
        mov word [rdi + 4], 0x8E00      ; present, interrupt gate
        shr eax, 16
        mov [rdi + 6], ax
        mov qword [rdi + 8], 0
        add edi, 16
        ret

unexpected:
        mov esi, text_unexpected
        call print
.stay:
        hlt
        jmp .stay

; ---- Data ----

serial_settings:                        ; register and value
        db 3, 0x83, 0, 1, 1, 0, 3, 3    ; 115,200 baud, 8 bits, no parity
        db 2, 0x07, 4, 0x0B, 1, 1       ; FIFOs; DTR, RTS, OUT2; interrupt on received data
        db 255

digits  db '0123456789ABCDEF'

text_hello      db 13, 10, 'This is the demo kernel of emu, in 64-bit mode.', 13, 10, 0
text_memory     db 13, 10, 'Memory map, from the PVH start info', 13, 10, 0
text_indent     db '  ', 0
text_to         db ' - ', 0
text_ram        db '  RAM', 13, 10, 0
text_reserved   db '  reserved', 13, 10, 0
text_no_map     db '  there is none', 13, 10, 0
text_processor  db 13, 10, 'Processor', 13, 10, '  ', 0
text_comma      db ', ', 0
text_features   db 13, 10, '  Features:', 0
text_features_more db 13, 10, '           ', 0
text_line       db 13, 10, 0
text_fault      db 13, 10, 'A store to an address that is not mapped', 13, 10
                db '  page fault caught: address ', 0
text_fault_error db ', error code ', 0
text_fault_rip  db ', by the instruction at ', 0
text_timer      db 13, 10, 'Timer, 8254 through the 8259 pair', 13, 10, '  ', 0
text_ticks      db ' ', 0
text_tsc        db ' interrupts in a second; the time-stamp counter runs at ', 0
text_mhz        db ' MHz', 13, 10, 0
text_keys       db 13, 10, 'Keys are echoed; q switches off.', 13, 10, 0
text_bye        db 13, 10, 'Switching off through ACPI.', 13, 10, 0
text_still_on   db 'The machine is still on.', 13, 10, 0
text_unexpected db 13, 10, 'An exception that was not expected.', 13, 10, 0

features_1_edx:
        db 0, 'fpu', 0, 3, 'pse', 0, 4, 'tsc', 0, 5, 'msr', 0, 6, 'pae', 0, 8, 'cx8', 0
        db 9, 'apic', 0, 11, 'sep', 0, 12, 'mtrr', 0, 13, 'pge', 0, 15, 'cmov', 0, 16, 'pat', 0
        db 19, 'clflush', 0, 23, 'mmx', 0, 24, 'fxsr', 0, 25, 'sse', 0, 26, 'sse2', 0, 255
features_1_ecx:
        db 0, 'sse3', 0, 1, 'pclmulqdq', 0, 3, 'monitor', 0, 9, 'ssse3', 0, 12, 'fma', 0
        db 13, 'cx16', 0, 19, 'sse4_1', 0, 20, 'sse4_2', 0, 21, 'x2apic', 0, 22, 'movbe', 0
        db 23, 'popcnt', 0, 24, 'tsc_deadline', 0, 25, 'aes', 0, 26, 'xsave', 0, 28, 'avx', 0
        db 29, 'f16c', 0, 30, 'rdrand', 0, 255
features_7_ebx:
        db 0, 'fsgsbase', 0, 3, 'bmi1', 0, 5, 'avx2', 0, 7, 'smep', 0, 8, 'bmi2', 0, 9, 'erms', 0
        db 18, 'rdseed', 0, 19, 'adx', 0, 20, 'smap', 0, 29, 'sha', 0, 255
features_ext_edx:
        db 11, 'syscall', 0, 20, 'nx', 0, 26, 'pdpe1gb', 0, 27, 'rdtscp', 0, 29, 'lm', 0, 255

align 8
gdt:
        dq 0
        dq 0x00AF9A000000FFFF           ; 64-bit code
        dq 0x00CF92000000FFFF           ; data
gdt_pointer:
        dw gdt_pointer - gdt - 1
        dq gdt
idt_pointer:
        dw 48 * 16 - 1
        dq idt

align 8
ticks           dq 0
fault_address   dq 0
fault_error     dq 0
fault_rip       dq 0
start_info      dd 0
name            times 64 db 0
number          times 20 db 0
number_end      db 0

align 4096
pml4    times 4096 db 0
pdpt    times 4096 db 0
pd      times 4096 db 0
idt     times 48 * 16 db 0
stack   times 4096 db 0
stack_end:
