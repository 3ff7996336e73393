; A multiboot 1 kernel with addresses in its header: says how it was entered and what it is told.
org 0x100000
bits 32

FLAGS           equ 0x10007             ; page-aligned modules, memory, video mode, addresses

        dd 0x1BADB002, FLAGS, 0x100000000 - (0x1BADB002 + FLAGS)
        dd 0x100000, 0x100000, 0, end_of_stack, start
        dd 0, 1024, 768, 32

start:
        mov [first_eax], eax
        mov esp, end_of_stack
        pushfd
        pop dword [first_flags]
        call state
        mov eax, [ebx]                  ; flags
        call hex
        mov eax, [ebx+4]                ; mem_lower
        call hex
        mov eax, [ebx+8]                ; mem_upper
        call hex
        call line
        mov esi, [ebx+16]               ; cmdline
        call text
        mov esi, [ebx+64]               ; boot_loader_name
        call text

        mov edi, [ebx+24]
        mov ebp, [ebx+20]
.module:
        mov esi, [edi]
        call text
        mov esi, [edi+8]
        call text
        add edi, 16
        dec ebp
        jnz .module

        mov edi, [ebx+48]
        mov ebp, [ebx+44]
        add ebp, edi
.range:
        mov eax, [edi+4]
        call hex
        mov eax, [edi+12]
        call hex
        mov eax, [edi+20]
        call hex
        call line
        add edi, [edi]
        add edi, 4
        cmp edi, ebp
        jb .range

        test dword [ebx], 0x1000
        jz end
        mov edi, [ebx+88]
        mov eax, [ebx+96]               ; pitch
        call hex
        call line
        mov dword [edi], 0x00FF8000     ; a pixel
        jmp end
