; Behind each kernel of the tests of entry paths: text on COM1, and the end of the run. It is
; assembled as 16-bit or 32-bit code, as the kernel is.

; The state at the entry: first of all EAX and EBX, kept by the kernel, then CR0, CS, SS and IF.
state:
        mov eax, [first_eax]
        call hex
        mov eax, cr0
        call hex
        mov eax, 0
        mov ax, cs
        call hex
        mov ax, ss
        call hex
        mov eax, [first_flags]
        call hex
        jmp line

; EAX as eight digits and a space.
hex:
        push ecx
        mov ecx, 8
.digit:
        rol eax, 4
        push eax
        and al, 15
        add al, '0'
        cmp al, '9'
        jbe .put
        add al, 7
.put:
        call put
        pop eax
        dec ecx
        jnz .digit
        mov al, ' '
        call put
        pop ecx
        ret

; The text at ESI, ended by a zero.
text:
        mov al, [esi]
        inc esi
        cmp al, 0
        je line
        call put
        jmp text
line:
        mov al, 10
put:
        push edx
        mov dx, 0x3F8
        out dx, al
        pop edx
        ret

end:
        cli
        hlt
        jmp end

first_eax:
        dd 0
first_flags:
        dd 0
