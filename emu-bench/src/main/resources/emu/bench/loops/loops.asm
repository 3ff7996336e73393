; A kernel that runs hot loops, one after the other, for emu-bench/loop-ratio. It sends, through the
; first serial port and for each loop,
;
;   NAME begin
;   NAME part CHECKSUM TICKS            after SCALE passes
;   NAME end CHECKSUM TICKS             after SCALE * PARTS passes, if PARTS is not 1
;
; and after the last one it writes 0 to the debug-exit port. The host stamps the lines with its own
; time. TICKS is what the time-stamp counter gained since the begin: with a virtual clock of one
; nanosecond an instruction, the count of instructions. Both numbers are hexadecimal.
;
; LoopGuest puts SCALE and PARTS before this text, and the table of the loops to run behind it.
;
; It is entered by PVH: 32-bit protected mode with flat segments, paging off.

org 0x100000

COM1            equ 0x3F8
COM1_LINE       equ COM1 + 5            ; line status register
TRANSMIT_EMPTY  equ 0x20
DEBUG_EXIT      equ 0xF4

SEED            equ 0x243F6A8885A308D3
BUFFER          equ 0x400000            ; RAM beyond the kernel
BUFFER_2        equ 0x625640            ; no neighbour of the first in a cache or a TLB

bits 32

start:
        cli
        cld
        mov esp, stack_end

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

        ; Long mode (SDM 3A 11.8.5) with SSE (13.1.3).
        mov eax, cr4
        or eax, 0x620                   ; PAE, OSFXSR, OSXMMEXCPT
        mov cr4, eax
        mov eax, pml4
        mov cr3, eax
        mov ecx, 0xC0000080             ; IA32_EFER
        rdmsr
        or eax, 0x100                   ; LME
        wrmsr
        mov eax, cr0
        and eax, 0xFFFFFFFB             ; EM
        or eax, 0x80000002              ; PG, MP
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
        mov ebx, loops
.loop:
        call measure
        add ebx, 8
        cmp dword [rbx], 0
        jne .loop
        xor eax, eax
        out DEBUG_EXIT, al
.stay:
        hlt
        jmp .stay

; Runs the loop whose line of the table is at RBX: addresses of its name and of its routine.
measure:
        mov rax, SEED
        mov [sum], rax
        mov esi, [rbx]
        call print
        mov esi, text_begin
        call print
        call ticks
        mov [began], rax
        mov r15d, SCALE
        mov esi, text_part
        call run
        mov r15d, SCALE * (PARTS - 1)
        mov esi, text_end
        test r15d, r15d
        jnz run
        ret

; R15D passes of the loop; then sends the line with the word at RSI.
run:
        push rbx
        push rsi
        mov r14, [sum]
        mov eax, [rbx + 4]
        call rax
        mov [sum], r14
        call ticks
        sub rax, [began]
        mov r12, rax
        pop r13
        pop rbx
        mov esi, [rbx]
        call print
        mov rsi, r13
        call print
        mov rax, [sum]
        call print_hex
        mov al, ' '
        call put
        mov rax, r12
        call print_hex
        mov al, 10
        jmp put

ticks:
        rdtsc
        shl rdx, 32
        or rax, rdx
        ret

; ---- The loops ----
;
; Each does R15D passes, and leaves in R14 a checksum that grew from what was there. They may use
; every register but RSP.

; Xorshift, a multiplicative hash, a sum of 128 bits and a minimum, in registers.
align 64
alu:
        mov rax, r14
        mov r9, 0x9E3779B97F4A7C15
        xor r10d, r10d
        xor r11d, r11d
        mov r8, rax
.pass:
        mov ecx, 15000
.next:
        mov rdx, rax
        shl rdx, 13
        xor rax, rdx
        mov rdx, rax
        shr rdx, 7
        xor rax, rdx
        mov rdx, rax
        shl rdx, 17
        xor rax, rdx
        mov rsi, rax
        imul rsi, r9
        add r10, rsi
        adc r11, 0
        lea edi, [rsi + rax * 4 + 5]
        not edi
        and edi, esi
        rol rsi, 11
        sub rsi, rdi
        cmp rsi, r8
        cmovl r8, rsi
        dec ecx
        jnz .next
        dec r15d
        jnz .pass
        lea r14, [rax + r10]
        add r14, r11
        xor r14, r8
        ret

; Copies 32 KiB by quadwords.
align 64
copy:
        mov ecx, 4096
        mov rax, r14
        mov edi, BUFFER
.fill:
        mov [rdi], rax
        add rax, rcx
        rol rax, 5
        add edi, 8
        dec ecx
        jnz .fill
.pass:
        mov r8d, 8
.again:
        mov esi, BUFFER
        mov edi, BUFFER_2
        mov ecx, 4096 / 4
.next:
        mov rax, [rsi]
        mov rdx, [rsi + 8]
        mov [rdi], rax
        mov [rdi + 8], rdx
        mov rax, [rsi + 16]
        mov rdx, [rsi + 24]
        mov [rdi + 16], rax
        mov [rdi + 24], rdx
        add rsi, 32
        add rdi, 32
        dec ecx
        jnz .next
        mov eax, r14d
        and eax, 4095
        add r14, [BUFFER_2 + rax * 8]
        rol r14, 7
        mov [BUFFER + rax * 8], r14
        dec r8d
        jnz .again
        dec r15d
        jnz .pass
        ret

; Follows a ring of 4,096 pointers, 64 bytes apart, in scattered order.
align 64
chase:
        xor ecx, ecx
.link:
        imul eax, ecx, 1229             ; i -> 1229 i + 1 mod 4096 is one cycle
        inc eax
        and eax, 4095
        shl eax, 6
        add eax, BUFFER
        mov edx, ecx
        shl edx, 6
        mov [BUFFER + rdx], rax
        mov [BUFFER + rdx + 8], rcx
        inc ecx
        cmp ecx, 4096
        jb .link
        mov eax, BUFFER
.pass:
        mov ecx, 20000
.next:
        add r14, [rax + 8]
        mov rax, [rax]
        rol r14, 1
        dec ecx
        jnz .next
        dec r15d
        jnz .pass
        add r14, rax
        ret

; Four branches an iteration that go by the bits of a random number.
align 64
branch:
        mov eax, r14d
        or eax, 1
.pass:
        mov ecx, 6000
.next:
        mov edx, eax                    ; xorshift, 32 bits
        shl edx, 13
        xor eax, edx
        mov edx, eax
        shr edx, 17
        xor eax, edx
        mov edx, eax
        shl edx, 5
        xor eax, edx
        test al, 1
        jz .even
        add r14, 3
.even:
        test eax, 0x30
        jnz .most
        rol r14, 3
        jmp .sign
.most:
        xor r14, rax
.sign:
        test eax, eax
        jns .positive
        sub r14, rcx
.positive:
        cmp ax, 0x4000
        jb .low
        inc r14
.low:
        dec ecx
        jnz .next
        dec r15d
        jnz .pass
        ret

; Fibonacci numbers, by calls.
align 64
calls:
        mov edi, 19
        call fibonacci
        add r14, rax
        rol r14, 9
        dec r15d
        jnz calls
        ret

fibonacci:                              ; of EDI, in EAX
        cmp edi, 2
        jb .small
        push rbx
        mov ebx, edi
        dec edi
        call fibonacci
        push rax
        lea edi, [rbx - 2]
        call fibonacci
        pop rdx
        add eax, edx
        pop rbx
        ret
.small:
        mov eax, edi
        ret

; Calls of functions in other pages.
align 64
pages:
        mov ecx, 12000
.next:
        mov edi, ecx
        call mix
        add r14, rax
        dec ecx
        jnz .next
        rol r14, 9
        dec r15d
        jnz pages
        ret

align 4096
mix:                                    ; of EDI, in EAX
        imul eax, edi, 0x1E3779B1
        call fold
        imul eax, eax, 0x5EBCA6B
        ret

align 4096
fold:                                   ; of EAX, in EAX
        mov edx, eax
        shr edx, 15
        xor eax, edx
        ret

; REP MOVS, STOS and SCAS, of a page and of a few bytes.
align 64
string:
        mov rax, r14
        mov edi, BUFFER
        mov ecx, 1024
        rep stosq
.pass:
        mov ebp, 30
.next:
        mov esi, BUFFER
        mov edi, BUFFER_2
        mov ecx, 512
        rep movsq
        mov edi, BUFFER_2 + 3
        mov ecx, 100
        mov al, 1
        rep stosb
        mov esi, BUFFER_2 + 50
        mov edi, BUFFER_2 + 4000
        mov ecx, 60
        rep movsb
        mov byte [BUFFER_2 + 300], 0
        mov edi, BUFFER_2 + 3
        mov ecx, 200
        xor eax, eax
        repne scasb                     ; ends at a random zero, or where the count does
        add r14, rcx
        add r14, [BUFFER_2 + 4040]
        rol r14, 13
        mov eax, ebp
        mov [BUFFER + rax * 8], r14
        dec ebp
        jnz .next
        dec r15d
        jnz .pass
        ret

; CRC-32 of 16 KiB, by a table, a byte at a time.
align 64
crc:
        xor ecx, ecx
.entry:
        mov eax, ecx
        mov edx, 8
.bit:
        shr eax, 1
        jnc .zero
        xor eax, 0xEDB88320
.zero:
        dec edx
        jnz .bit
        mov [BUFFER_2 + rcx * 4], eax
        inc ecx
        cmp ecx, 256
        jb .entry
        mov rax, r14
        mov edi, BUFFER
        mov ecx, 2048
        rep stosq
.pass:
        mov eax, 0xFFFFFFFF
        mov esi, BUFFER
        mov ecx, 16384
.next:
        movzx edx, byte [rsi]
        xor dl, al
        shr eax, 8
        xor eax, [BUFFER_2 + rdx * 4]
        inc rsi
        dec ecx
        jnz .next
        not eax
        add r14, rax
        rol r14, 3
        mov edx, eax
        and edx, 2047
        mov [BUFFER + rdx * 8], r14
        dec r15d
        jnz .pass
        ret

; The sieve of Eratosthenes over 16,384 bytes.
align 64
sieve:
        mov edi, BUFFER
        mov ecx, 16384
.clear:
        mov byte [rdi], 1
        inc rdi
        dec ecx
        jnz .clear
        mov esi, 2
.prime:
        cmp byte [BUFFER + rsi], 0
        je .skip
        mov edi, esi
        imul edi, esi
        cmp edi, 16384
        jae .skip
.strike:
        mov byte [BUFFER + rdi], 0
        add edi, esi
        cmp edi, 16384
        jb .strike
.skip:
        inc esi
        cmp esi, 128
        jb .prime
        mov ecx, 2
        xor eax, eax
.count:
        movzx edx, byte [BUFFER + rcx]
        add eax, edx
        inc ecx
        cmp ecx, 16384
        jb .count
        add r14, rax
        rol r14, 5
        dec r15d
        jnz sieve
        ret

; The product of two matrices of 32 by 32 doubles, in SSE2.
align 64
matrix:
        mov edi, BUFFER                 ; both factors, one behind the other
        mov ecx, 2048
        movsd xmm1, [tenth]
.fill:
        imul eax, ecx, 37
        and eax, 127
        cvtsi2sd xmm0, eax
        mulsd xmm0, xmm1
        movsd [rdi], xmm0
        add edi, 8
        dec ecx
        jnz .fill
.pass:
        mov eax, r14d
        and eax, 0xFFF
        cvtsi2sd xmm0, eax
        movsd [BUFFER + 8 * 33], xmm0
        mov r8d, BUFFER                 ; row of the first factor
        mov r10d, BUFFER_2              ; the product
.row:
        mov r9d, BUFFER + 8192          ; column of the second factor
        mov ebp, 16
.column:
        xorpd xmm0, xmm0
        mov rdi, r9
        xor ecx, ecx
.next:
        movsd xmm1, [r8 + rcx * 8]
        unpcklpd xmm1, xmm1
        mulpd xmm1, [rdi]
        addpd xmm0, xmm1
        add rdi, 256
        inc ecx
        cmp ecx, 32
        jne .next
        movapd [r10], xmm0
        add r14, [r10]
        xor r14, [r10 + 8]
        rol r14, 1
        add r9, 16
        add r10, 16
        dec ebp
        jnz .column
        add r8, 256
        cmp r8d, BUFFER + 8192
        jb .row
        dec r15d
        jnz .pass
        ret

; Shell's sort of 1,024 integers, with Ciura's gaps.
align 64
sort:
        mov eax, r14d
        or eax, 1
        xor ecx, ecx
.fill:
        mov edx, eax                    ; xorshift, 32 bits
        shl edx, 13
        xor eax, edx
        mov edx, eax
        shr edx, 17
        xor eax, edx
        mov edx, eax
        shl edx, 5
        xor eax, edx
        mov [BUFFER + rcx * 4], eax
        inc ecx
        cmp ecx, 1024
        jb .fill
        mov ebx, gaps
.gap:
        mov ecx, [rbx]
        mov esi, ecx
.element:
        mov eax, [BUFFER + rsi * 4]
        mov edi, esi
.shift:
        mov edx, edi
        sub edx, ecx
        jb .place
        mov r8d, [BUFFER + rdx * 4]
        cmp r8d, eax
        jle .place
        mov [BUFFER + rdi * 4], r8d
        mov edi, edx
        jmp .shift
.place:
        mov [BUFFER + rdi * 4], eax
        inc esi
        cmp esi, 1024
        jb .element
        add ebx, 4
        cmp dword [rbx], 0
        jne .gap
        xor ecx, ecx
.sum:
        mov eax, [BUFFER + rcx * 4]
        add r14, rax
        rol r14, 1
        inc ecx
        cmp ecx, 1024
        jb .sum
        dec r15d
        jnz sort
        ret

; ---- Serial port ----

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

; Sends the text at RSI, up to a zero.
print:
        mov al, [rsi]
        inc rsi
        test al, al
        jz .done
        call put
        jmp print
.done:
        ret

; Sends RAX with 16 hexadecimal digits.
print_hex:
        mov rdi, rax
        mov ecx, 64
.next:
        sub ecx, 4
        mov rax, rdi
        shr rax, cl
        and eax, 15
        mov al, [digits + rax]
        call put
        test ecx, ecx
        jnz .next
        ret

; ---- Data ----

align 4096                              ; stores must not meet a page of code

digits          db '0123456789abcdef'
text_begin      db ' begin', 10, 0
text_part       db ' part ', 0
text_end        db ' end ', 0

align 8
gaps    dd 301, 132, 57, 23, 10, 4, 1, 0
tenth   dq 0.1
sum     dq 0
began   dq 0
gdt:
        dq 0
        dq 0x00AF9A000000FFFF           ; 64-bit code
        dq 0x00CF92000000FFFF           ; data
gdt_pointer:
        dw gdt_pointer - gdt - 1
        dq gdt

align 4096
pml4    times 4096 db 0
pdpt    times 4096 db 0
pd      times 4096 db 0
stack   times 4096 db 0
stack_end:
