; A flat binary that takes an hvm_start_info as a C function does.
org 0x200000
bits 32

        mov [first_eax], eax
        pushfd
        pop dword [first_flags]
        mov ebx, [esp+4]
        call state
        mov eax, [ebx]                  ; magic
        call hex
        mov eax, [ebx+12]               ; modules
        call hex
        call line
        mov esi, [ebx+24]               ; command line
        call text
        mov edi, [ebx+16]
        mov ebp, [ebx+12]
.module:
        mov esi, [edi]
        call text
        mov esi, [edi+16]
        call text
        add edi, 32
        dec ebp
        jnz .module
        jmp end
