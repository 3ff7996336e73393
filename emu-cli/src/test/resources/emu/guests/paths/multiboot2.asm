; A multiboot 2 kernel with an address tag: says how it was entered, and types and sizes of what it
; is told, in their order.
org 0x100000
bits 32

LENGTH          equ header_end - header

header:
        dd 0xE85250D6, 0, LENGTH, 0x100000000 - (0xE85250D6 + LENGTH)
        dd 2, 24, 0x100000, 0x100000, 0, end_of_stack
        dd 3, 12, start, 0
        dd 0x10005, 20, 1024, 768, 32, 0 ; a framebuffer, if there is one
        dd 0, 8
header_end:

start:
        mov [first_eax], eax
        mov esp, end_of_stack
        pushfd
        pop dword [first_flags]
        call state
        mov edi, ebx
        add edi, 8
.tag:
        mov eax, [edi]
        call hex
        mov eax, [edi+4]
        call hex
        call line
        cmp dword [edi], 1
        jne .no_command_line
        lea esi, [edi+8]
        call text
.no_command_line:
        cmp dword [edi], 3
        jne .no_module
        mov esi, [edi+8]
        call text
        lea esi, [edi+16]
        call text
.no_module:
        cmp dword [edi], 8
        jne .no_picture
        cmp byte [edi+29], 1
        jne .no_picture
        mov ecx, [edi+8]
        mov dword [ecx], 0x00FF8000     ; a pixel
.no_picture:
        cmp dword [edi], 0
        je end
        add edi, [edi+4]
        add edi, 7
        and edi, -8
        jmp .tag
