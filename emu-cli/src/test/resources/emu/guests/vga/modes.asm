; A kernel that sets a VGA mode by its registers and draws a pattern in it, without firmware. The
; first letter of its command line chooses: t is text with two fonts, h is mode 12h (640x480, 16
; colours), l is mode 13h (320x200, 256 colours), x is mode X (320x240, 256 colours) with a split
; screen, d is 1280x1024 in 16 bits by the display interface. It halts when the picture is ready.
;
; It is entered by PVH: 32-bit protected mode with flat segments, paging off.

org 0x100000

WINDOW          equ 0xA0000
TEXT            equ 0xB8000
START_INFO_LINE equ 24                  ; hvm_start_info.cmdline_paddr

bits 32

start:
        cli
        cld
        mov esp, stack_end
        mov eax, [ebx+START_INFO_LINE]
        mov al, [eax]
        cmp al, 't'
        je near text
        cmp al, 'h'
        je near mode12h
        cmp al, 'l'
        je near mode13h
        cmp al, 'x'
        je near mode_x
        cmp al, 'd'
        je near linear
stop:
        hlt
        jmp stop

; Text: all codes in both fonts, the attributes' 16 colours on changing backgrounds.
text:
        mov esi, text_registers
        call set_mode
        call set_palette
        mov ax, 0x0402                  ; plane 2, one byte after the other
        call sequencer
        mov ax, 0x0604
        call sequencer
        mov ax, 0x0005
        call graphics
        mov ax, 0x0406
        call graphics
        mov edi, WINDOW
        xor ecx, ecx                    ; a glyph's row in the two fonts: 32 bytes a glyph
.glyph:
        mov eax, ecx
        shr eax, 5
        imul eax, eax, 37
        mov edx, ecx
        imul edx, edx, 11
        xor eax, edx
        mov [edi+ecx], al
        not al
        mov [edi+ecx+0x4000], al
        inc ecx
        cmp ecx, 0x2000
        jb .glyph
        mov ax, 0x0302
        call sequencer
        mov ax, 0x0204
        call sequencer
        mov ax, 0x0403                  ; attribute bit 3 chooses the font at 4000h
        call sequencer
        mov ax, 0x1005
        call graphics
        mov ax, 0x0E06
        call graphics
        mov edi, TEXT
        xor ecx, ecx
.cell:
        mov eax, ecx
        and al, 0xFF
        mov ah, al
        shr ah, 4
        cmp ah, 0x0B                    ; codes B0h to BFh: adapters differ in their ninth dot
        jne .code
        add al, 0x10
.code:
        mov edx, ecx
        shr edx, 4
        mov ah, dl
        mov [edi+ecx*2], ax
        inc ecx
        cmp ecx, 80 * 25
        jb .cell
        jmp stop

; Mode 12h: all write modes.
mode12h:
        mov esi, mode12h_registers
        call set_mode
        call set_palette
        mov ax, 0x0205                  ; write mode 2: a colour for eight dots
        call graphics
        mov edi, WINDOW
        xor ecx, ecx
.block:
        mov eax, ecx
        xor edx, edx
        mov ebx, 80
        div ebx                         ; eax = line, edx = column
        shr eax, 4
        add eax, edx
        mov [edi+ecx], al
        inc ecx
        cmp ecx, 80 * 480
        jb .block

        mov ax, 0x0005                  ; write mode 0, a diagonal of dots by the bit mask
        call graphics
        mov ax, 0x0F01
        call graphics
        mov ax, 0x0E00
        call graphics
        xor ecx, ecx
.dot:
        mov ebp, ecx
        and ecx, 7
        mov eax, 0x8000
        shr eax, cl
        mov al, 8
        call graphics
        mov ecx, ebp
        mov eax, ecx
        shr eax, 3
        imul edx, ecx, 80
        add eax, edx
        mov dl, [edi+eax]               ; into the latch
        mov [edi+eax], dl
        inc ecx
        cmp ecx, 480
        jb .dot

        mov ax, 0x0001                  ; a rectangle of stripes by exclusive or
        call graphics
        mov ax, 0xFF08
        call graphics
        mov ax, 0x1803
        call graphics
        mov ecx, 200 * 80
.stripe:
        mov al, [edi+ecx+20]
        mov byte [edi+ecx+20], 0x3C
        add ecx, 2
        mov eax, ecx
        xor edx, edx
        mov ebx, 80
        div ebx
        cmp edx, 40
        jb .stripe
        sub ecx, edx
        add ecx, 80
        cmp ecx, 280 * 80
        jb .stripe

        mov ax, 0x0003                  ; write mode 3: a pattern in one colour
        call graphics
        mov ax, 0x0900
        call graphics
        mov ax, 0x0305
        call graphics
        mov ecx, 300 * 80
.pattern:
        mov al, [edi+ecx]
        mov byte [edi+ecx], 0xA5
        inc ecx
        cmp ecx, 320 * 80
        jb .pattern

        mov ax, 0x0105                  ; write mode 1: a copy of the top 40 lines further down
        call graphics
        mov esi, WINDOW
        mov edi, WINDOW + 420 * 80
        mov ecx, 40 * 80
        rep movsb
        jmp stop

; Mode 13h: exclusive or of the coordinates.
mode13h:
        mov esi, mode13h_registers
        call set_mode
        call set_palette
        mov edi, WINDOW
        xor ecx, ecx
.dot:
        mov eax, ecx
        xor edx, edx
        mov ebx, 320
        div ebx
        xor eax, edx
        mov [edi+ecx], al
        inc ecx
        cmp ecx, 320 * 200
        jb .dot
        jmp stop

; Mode X: a plane at a time; the picture begins at line 40 of the memory and is split below line 301.
mode_x:
        mov esi, mode_x_registers
        call set_mode
        call set_palette
        xor ecx, ecx                    ; plane
.plane:
        mov eax, 0x100
        shl eax, cl
        mov al, 2
        call sequencer
        mov edi, WINDOW
        xor ebx, ebx                    ; line
.line:
        xor edx, edx                    ; column
.column:
        mov eax, edx
        shl eax, 2
        add eax, ecx
        imul eax, ebx
        shr eax, 4
        stosb
        inc edx
        cmp edx, 80
        jb .column
        inc ebx
        cmp ebx, 300
        jb .line
        inc ecx
        cmp ecx, 4
        jb .plane
        jmp stop

; The display interface: 1280 by 1024 dots of 16 bits, through the window at A0000h, bank by bank.
linear:
        call set_palette
        mov ebx, linear_registers
.register:
        mov dx, 0x1CE
        mov ax, [ebx]
        out dx, ax
        inc dx
        mov ax, [ebx+2]
        out dx, ax
        add ebx, 4
        cmp ebx, linear_registers_end
        jb .register
        mov dx, 0x3C2
        mov al, 0x67
        out dx, al
        xor ebx, ebx                    ; dot
.bank:
        mov dx, 0x1CE
        mov ax, 5
        out dx, ax
        inc dx
        mov eax, ebx
        shr eax, 15
        out dx, ax
        mov edi, WINDOW
.dot:
        mov eax, ebx
        imul eax, eax, 13
        shr eax, 5
        xor eax, ebx
        stosw
        inc ebx
        test ebx, 0x7FFF
        jnz .dot
        cmp ebx, 1280 * 1024
        jb .bank
        jmp stop

; ah to register al of the sequencer, of the graphics controller
sequencer:
        mov dx, 0x3C4
        out dx, ax
        ret
graphics:
        mov dx, 0x3CE
        out dx, ax
        ret

; A mode by the table at esi: miscellaneous output, then each group with its count of registers.
set_mode:
        mov dx, 0x3C2
        lodsb
        out dx, al
        mov dx, 0x3D4                   ; the first registers may be protected
        mov ax, 0x0011
        out dx, ax
        mov dx, 0x3C4
        call set_group
        mov dx, 0x3D4
        call set_group
        mov dx, 0x3CE
        call set_group
        mov dx, 0x3DA
        in al, dx
        mov dx, 0x3C0
        xor ecx, ecx
.attribute:
        mov al, cl
        out dx, al
        lodsb
        out dx, al
        inc ecx
        cmp ecx, 21
        jb .attribute
        mov al, 0x20
        out dx, al
        mov ax, 0xFF08                  ; what the BIOS may have left
        call graphics
        mov edi, WINDOW
        xor eax, eax
        mov ecx, 0x4000
        rep stosd
        ret

set_group:
        lodsb
        movzx ebx, al
        xor ecx, ecx
.register:
        mov al, cl
        mov ah, [esi+ecx]
        out dx, ax
        inc ecx
        cmp ecx, ebx
        jb .register
        add esi, ebx
        ret

; 256 colours, of which no two neighbours are alike
set_palette:
        mov dx, 0x3C6
        mov al, 0xFF
        out dx, al
        mov dx, 0x3C8
        xor eax, eax
        out dx, al
        inc dx
        xor ecx, ecx
.colour:
        imul eax, ecx, 5
        and al, 0x3F
        out dx, al
        imul eax, ecx, 23
        and al, 0x3F
        out dx, al
        imul eax, ecx, 41
        and al, 0x3F
        out dx, al
        inc ecx
        cmp ecx, 256
        jb .colour
        ret

text_registers:
        db 0x67
        db 5, 0x03, 0x00, 0x03, 0x00, 0x02
        db 25, 0x5F, 0x4F, 0x50, 0x82, 0x55, 0x81, 0xBF, 0x1F, 0x00, 0x4F, 0x20, 0x0E, 0x00
        db 0x00, 0x00, 0x00, 0x9C, 0x8E, 0x8F, 0x28, 0x1F, 0x96, 0xB9, 0xA3, 0xFF
        db 9, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10, 0x0E, 0x0F, 0xFF
        db 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x14, 0x07, 0x38, 0x39, 0x3A, 0x3B, 0x3C, 0x3D
        db 0x3E, 0x3F, 0x04, 0x00, 0x0F, 0x08, 0x00

mode12h_registers:
        db 0xE3
        db 5, 0x03, 0x01, 0x0F, 0x00, 0x06
        db 25, 0x5F, 0x4F, 0x50, 0x82, 0x54, 0x80, 0x0B, 0x3E, 0x00, 0x40, 0x00, 0x00, 0x00
        db 0x00, 0x00, 0x00, 0xEA, 0x8C, 0xDF, 0x28, 0x00, 0xE7, 0x04, 0xE3, 0xFF
        db 9, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x05, 0x0F, 0xFF
        db 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x14, 0x07, 0x38, 0x39, 0x3A, 0x3B, 0x3C, 0x3D
        db 0x3E, 0x3F, 0x01, 0x00, 0x0F, 0x00, 0x00

mode13h_registers:
        db 0x63
        db 5, 0x03, 0x01, 0x0F, 0x00, 0x0E
        db 25, 0x5F, 0x4F, 0x50, 0x82, 0x54, 0x80, 0xBF, 0x1F, 0x00, 0x41, 0x00, 0x00, 0x00
        db 0x00, 0x00, 0x00, 0x9C, 0x8E, 0x8F, 0x28, 0x40, 0x96, 0xB9, 0xA3, 0xFF
        db 9, 0x00, 0x00, 0x00, 0x00, 0x00, 0x40, 0x05, 0x0F, 0xFF
        db 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D
        db 0x0E, 0x0F, 0x41, 0x00, 0x0F, 0x00, 0x00

mode_x_registers:
        db 0xE3
        db 5, 0x03, 0x01, 0x0F, 0x00, 0x06
        db 25, 0x5F, 0x4F, 0x50, 0x82, 0x54, 0x80, 0x0D, 0x3E, 0x00, 0x01, 0x00, 0x00, 0x0C
        db 0x80, 0x00, 0x00, 0xEA, 0xAC, 0xDF, 0x28, 0x00, 0xE7, 0x06, 0xE3, 0x2D
        db 9, 0x00, 0x00, 0x00, 0x00, 0x00, 0x40, 0x05, 0x0F, 0xFF
        db 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D
        db 0x0E, 0x0F, 0x41, 0x00, 0x0F, 0x00, 0x00

linear_registers:
        dw 4, 0
        dw 1, 1280
        dw 2, 1024
        dw 3, 16
        dw 4, 1
linear_registers_end:

align 16
        resb 4096
stack_end:
