; The ROM of the built-in BIOS, F0000h to FFFFFh. Nearly all of it is entries: each hands the number
; of its interrupt to the Java code behind the port SERVICE and returns to the caller. Where an
; entry has an address of its own below, it is the one at which the IBM PC/AT had it, since
; programs jump there.

bits 16
org 0

SERVICE         equ 0xB8        ; emu.devices.firmware.Bios
MASTER_8259     equ 0x20
SLAVE_8259      equ 0xA0
END_OF_INTERRUPT equ 0x20
KEYBOARD_DATA   equ 0x60

POST            equ 0x100       ; the number of what is no interrupt

BIOS_DATA       equ 0x40
EBDA_SEGMENT    equ 0x0E        ; in the BIOS data area

; In the extended BIOS data area: emu.devices.firmware.PointingDevice.
MOUSE_HANDLER   equ 0x22
MOUSE_MODE      equ 0x27
MOUSE_PACKAGE   equ 0x28

times 0x1000-($-$$) db 0

; Java finds the number at SS:SP. It answers in the flags: CF clear, done, and the number is off the
; stack; CF set, ask again after the next interrupt, or at once if ZF is set as well.
service:
        out SERVICE, al
        jnc .done
        sti
        jz .again
        hlt
.again:
        cli
        jmp service
.done:
        iret

int_10:
        push word 0x10
        jmp service
int_11:
        push word 0x11
        jmp service
int_12:
        push word 0x12
        jmp service
int_13:
        push word 0x13
        jmp service
int_14:
        push word 0x14
        jmp service
int_15:
        push word 0x15
        jmp service
int_16:
        push word 0x16
        jmp service
int_17:
        push word 0x17
        jmp service
int_18:
        push word 0x18
        jmp service
int_19:
        push word 0x19
        jmp service
int_1a:
        push word 0x1A
        jmp service

; Java has made a frame that leads into the boot sector, or back here.
post:
        cli
        cld
        xor ax, ax
        mov ss, ax
        mov sp, 0x7C00
        push word POST
        out SERVICE, al
        int 0x19
.halted:
        hlt
        jmp .halted

; Where nothing can be booted: Java has told why.
stay:
        hlt
        jmp stay

; IRQ 0, 18.2 times a second.
int_08:
        push word 0x08
        out SERVICE, al
        push ds
        push dx
        push ax
        int 0x1C
        mov al, END_OF_INTERRUPT
        out MASTER_8259, al
        pop ax
        pop dx
        pop ds
        iret

; IRQ 1. INT 15h/4Fh may change the scan code or take it. Java answers in AL with the number of an
; interrupt that the key calls for, or 0.
int_09:
        push ax
        in al, KEYBOARD_DATA
        mov ah, 0x4F
        stc
        int 0x15
        jnc .end
        push word 0x09
        out SERVICE, al
        cmp al, 0
        je .end
        push ax
        mov al, END_OF_INTERRUPT
        out MASTER_8259, al
        pop ax
        cmp al, 0x05
        je .print_screen
        cmp al, 0x15
        je .system_request
        cmp al, 0xFF
        je .pause
        int 0x1B
        pop ax
        iret
.print_screen:
        int 0x05
        pop ax
        iret
.system_request:
        mov al, ah
        mov ah, 0x85
        sti
        int 0x15
        pop ax
        iret
.pause:                         ; until a key ends it: bit 3 of 40:18
        sti
        push ds
        push BIOS_DATA
        pop ds
.paused:
        hlt
        test byte [0x18], 8
        jnz .paused
        pop ds
        pop ax
        iret
.end:
        mov al, END_OF_INTERRUPT
        out MASTER_8259, al
        pop ax
        iret

; IRQ 8: periods of a wait, and the alarm.
int_70:
        push word 0x70
        out SERVICE, al
        jnc .end
        sti
        int 0x4A
        cli
.end:
        push ax
        mov al, END_OF_INTERRUPT
        out SLAVE_8259, al
        out MASTER_8259, al
        pop ax
        iret

; Interrupts of devices that nobody listens to.
slave_interrupt:
        push ax
        mov al, END_OF_INTERRUPT
        out SLAVE_8259, al
        jmp end_of_interrupt
master_interrupt:
        push ax
end_of_interrupt:
        mov al, END_OF_INTERRUPT
        out MASTER_8259, al
        pop ax
        iret

; The far entry of VBE's window function: 4F05h by a call (VBE 3.0, function 05h).
window_function:
        push ax
        mov ax, 0x4F05
        int 0x10
        pop ax
        retf

; IRQ 12: a byte of the mouse. If it completes a package, the program's handler is called with four
; words on the stack: status, X, Y, Z.
int_74:
        push word 0x74
        out SERVICE, al
        jnc .end
        pusha
        push ds
        push es
        push BIOS_DATA
        pop ds
        mov ds, word [EBDA_SEGMENT]
        cld
        xor ax, ax
        mov si, MOUSE_PACKAGE
        mov cx, 3
.next:
        lodsb
        push ax
        loop .next
        push word 0
        cmp byte [MOUSE_MODE], 0x83
        jbe .call
        lodsb                   ; a package with a wheel's byte
        mov bp, sp
        mov word [bp], ax
.call:
        sti
        call far [MOUSE_HANDLER]
        cli
        add sp, 8
        pop es
        pop ds
        popa
.end:
        push ax
        mov al, END_OF_INTERRUPT
        out SLAVE_8259, al
        out MASTER_8259, al
        pop ax
        iret

; Fonts and other tables that Java fills in.
times 0x2000-($-$$) db 0
oem_name:
        db "emu VBE", 0
static_functions:
        resb 16
save_pointers:
        resb 28
save_pointers_2:
        resb 26
video_parameters:
        resb 64*30
alternate_9x16:
        db 0

; Of a 1.44 MB disk: step rate and head times, motor off after 2 s, 512-byte sectors, 18 of
; them, gaps, fill byte, head settle 15 ms, motor start 1 s; tracks less one, data rate, drive type.
diskette_parameters:
        db 0xAF, 0x02, 0x25, 0x02, 18, 0x1B, 0xFF, 0x6C, 0xF6, 0x0F, 0x08, 0x4F, 0x00, 0x04

align 16
font_8x16:
        resb 4096
font_8x14:
        resb 3584
font_8x8_upper:
        resb 1024

times 0xE05B-($-$$) db 0
        jmp post
times 0xE2C3-($-$$) db 0
        iret                    ; NMI
times 0xE3FE-($-$$) db 0
        jmp int_13
times 0xE6F2-($-$$) db 0
        jmp int_19
times 0xE6F5-($-$$) db 0
; INT 15h/C0h: two 8259, clock, INT 15h/4Fh is called by INT 09h, EBDA; INT 16h/09h.
configuration:
        dw 8
        db 0xFC, 0x00, 0x01     ; PC/AT
        db 0x74, 0x40, 0x00, 0x00, 0x00
times 0xE729-($-$$) db 0
        dw 0x0417, 0x0300, 0x0180, 0x00C0, 0x0060, 0x0030, 0x0018, 0x000C
times 0xE739-($-$$) db 0
        jmp int_14
times 0xE82E-($-$$) db 0
        jmp int_16
times 0xE987-($-$$) db 0
        jmp int_09
times 0xEC59-($-$$) db 0
        jmp int_13
times 0xEF57-($-$$) db 0
        jmp master_interrupt
times 0xEFC7-($-$$) db 0
        db 0xAF, 0x02, 0x25, 0x02, 18, 0x1B, 0xFF, 0x6C, 0xF6, 0x0F, 0x08
times 0xEFD2-($-$$) db 0
        jmp int_17
times 0xF065-($-$$) db 0
        jmp int_10
times 0xF841-($-$$) db 0
        jmp int_12
times 0xF84D-($-$$) db 0
        jmp int_11
times 0xF859-($-$$) db 0
        jmp int_15
times 0xFA6E-($-$$) db 0
font_8x8:
        resb 1024
times 0xFE6E-($-$$) db 0
        jmp int_1a
times 0xFEA5-($-$$) db 0
        jmp int_08
times 0xFF53-($-$$) db 0
nothing:
        iret
times 0xFFF0-($-$$) db 0
        jmp 0xF000:0xE05B
        db "11/20/26"
        db 0
        db 0xFC                 ; model: PC/AT
        db 0
