; Calls services of a BIOS, one after the other, and tells on COM1 what they left in registers and
; memory. A table behind the program (emu.devices.firmware.Probe) says which, with which registers.

org 0x7C00
bits 16

BUFFER          equ 0x9000      ; up to 512 bytes; each probe may say what is in the first 32
TABLE           equ 0x8000
ENTRY           equ 72
COM1            equ 0x3F8

        cli
        xor ax, ax
        mov ds, ax
        mov es, ax
        mov ss, ax
        mov sp, 0x7C00
        sti
        cld
        mov ax, 0x020E          ; the rest of the program, and the table
        mov bx, 0x7E00
        mov cx, 0x0002
        mov dx, 0x0000
        int 0x13
        jmp start

times 510-($-$$) db 0
        db 0x55, 0xAA

start:
        mov word [entry], TABLE
next_probe:
        mov bx, [entry]
        cmp byte [bx], 0
        je finish
        mov al, [bx]
        mov [service + 1], al

        mov di, BUFFER
        mov cx, 512
        mov al, 0xEE
        rep stosb
        lea si, [bx + 40]
        mov di, BUFFER
        mov cx, 32
        rep movsb

        mov ax, [bx + 36]
        mov [new_es], ax
        mov eax, [bx + 4]
        mov ecx, [bx + 12]
        mov edx, [bx + 16]
        mov esi, [bx + 20]
        mov edi, [bx + 24]
        mov ebp, [bx + 28]
        push dword [bx + 8]
        pop ebx
        mov es, [new_es]
service:
        int 0x00
        cli
        pushfw
        push es
        push ds
        push eax
        xor ax, ax
        mov ds, ax
        mov es, ax
        pop dword [result]
        mov [result + 4], ebx
        mov [result + 8], ecx
        mov [result + 12], edx
        mov [result + 16], esi
        mov [result + 20], edi
        mov [result + 24], ebp
        pop word [result + 28]
        pop word [result + 30]
        pop word [result + 32]
        sti
        cld

        mov si, result
        mov cx, 7
.registers:
        lodsd
        call hex32
        mov al, ' '
        call put
        loop .registers
        lodsw
        call hex16
        mov al, ' '
        call put
        lodsw
        call hex16
        mov al, ' '
        call put
        lodsw
        and ax, 0x0041          ; CF and ZF
        call hex8

        mov bx, [entry]
        movzx cx, byte [bx + 1]
        mov si, BUFFER
        jcxz .line
        mov al, ' '
        call put
.bytes:
        lodsb
        call hex8
        loop .bytes
.line:
        mov al, 13
        call put
        mov al, 10
        call put
        add word [entry], ENTRY
        jmp next_probe

finish:
        mov al, '.'
        call put
        mov al, 13
        call put
        mov al, 10
        call put
        mov al, 7
        out 0xF4, al
.stay:
        hlt
        jmp .stay

hex32:
        push eax
        shr eax, 16
        call hex16
        pop eax
hex16:
        push ax
        mov al, ah
        call hex8
        pop ax
hex8:
        push ax
        shr al, 4
        call hex4
        pop ax
hex4:
        and al, 0x0F
        add al, '0'
        cmp al, '9'
        jbe put
        add al, 'A' - '0' - 10
put:
        push dx
        push ax
        mov dx, COM1 + 5
.wait:
        in al, dx
        test al, 0x20
        jz .wait
        pop ax
        mov dx, COM1
        out dx, al
        pop dx
        ret

entry:  dw 0
new_es: dw 0
result: resb 34
