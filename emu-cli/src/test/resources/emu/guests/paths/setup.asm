; A bzImage of boot protocol 2.12 whose setup code runs: says how it was entered, and asks the BIOS.
org 0
bits 16

times 0x1F1 db 0
        db 2                            ; setup_sects
        dw 0
        dd 2                            ; syssize, in 16 bytes
        dw 0
        dw 0x1234                       ; vid_mode, for the loader to fill in
        dw 0
        dw 0xAA55
        jmp short start                 ; 0x200
        db 'HdrS'
        dw 0x020C
        times 0x211-($-$$) db 0
        db 1                            ; loaded high
        dw 0
        dd 0x100000                     ; code32_start
        times 0x22C-($-$$) db 0
        dd 0x7FFFFFFF                   ; initrd_addr_max
        dd 0x1000                       ; kernel_alignment
        db 0, 0
        dw 0
        dd 255                          ; cmdline_size
        times 0x258-($-$$) db 0
        dq 0x100000                     ; pref_address
        dd 0x1000                       ; init_size
        times 0x268-($-$$) db 0
start:
        mov [first_eax], eax
        pushfd
        pop dword [first_flags]
        call state
        mov eax, 0
        mov ax, [0x1FA]                 ; vid_mode
        call hex
        mov eax, [0x21C]                ; ramdisk_size
        call hex
        mov eax, 0
        int 0x12
        call hex
        mov eax, 0x4F02                 ; a mode of VBE
        mov bx, 0x4118
        int 0x10
        call hex
        call line
        mov esi, [0x228]                ; cmd_line_ptr
        sub esi, 0x10000
        call text

        mov ebx, 0
.range:
        mov eax, 0xE820
        mov edx, 0x534D4150
        mov ecx, 20
        mov di, range
        int 0x15
        jc end
        mov eax, [range]
        call hex
        mov eax, [range+8]
        call hex
        mov eax, [range+16]
        call hex
        call line
        cmp ebx, 0
        jne .range
        jmp end
range:
        times 20 db 0
