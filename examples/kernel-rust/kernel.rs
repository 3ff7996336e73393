//! A kernel that prints to the first serial port, and ends.
#![no_std]
#![no_main]

use core::arch::{asm, global_asm};
use core::fmt::{self, Write};

global_asm!(include_str!("../boot.s"), options(att_syntax));

const COM1: u16 = 0x3F8;
const LINE_STATUS: u16 = COM1 + 5;
const SEND_EMPTY: u8 = 0x20;
const DEBUG_EXIT: u16 = 0xF4;

/// Xen, public/arch-x86/hvm/start_info.h: what EBX points to at the entry.
#[repr(C)]
pub struct StartInfo {
    magic: u32,
    version: u32,
    flags: u32,
    modules: u32,
    module_list: u64,
    command_line: u64,
    rsdp: u64,
    memory_map: *const MemoryRange,
    memory_map_entries: u32,
    reserved: u32,
}

#[repr(C)]
pub struct MemoryRange {
    start: u64,
    length: u64,
    kind: u32,
    reserved: u32,
}

fn out(port: u16, value: u8) {
    unsafe { asm!("out dx, al", in("dx") port, in("al") value, options(nomem, nostack)) }
}

fn read(port: u16) -> u8 {
    let value: u8;
    unsafe { asm!("in al, dx", in("dx") port, out("al") value, options(nomem, nostack)) }
    value
}

struct Serial;

impl Write for Serial {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            while read(LINE_STATUS) & SEND_EMPTY == 0 {}
            out(COM1, byte);
        }
        Ok(())
    }
}

#[no_mangle]
pub extern "C" fn kmain(info: &StartInfo) {
    let map = unsafe {
        core::slice::from_raw_parts(info.memory_map, info.memory_map_entries as usize)
    };
    let bytes: u64 = map.iter().filter(|range| range.kind == 1).map(|range| range.length).sum();
    let _ = write!(Serial, "Hello from a kernel in Rust.\r\n");
    let _ = write!(Serial, "Memory: {} MiB\r\n", bytes >> 20);
    out(DEBUG_EXIT, 0); // with -device isa-debug-exit,iobase=0xf4: ends with status 1
}

/// The host's core library names it; with panic=abort nobody calls it.
#[no_mangle]
extern "C" fn rust_eh_personality() {}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = write!(Serial, "{info}\r\n");
    loop {
        unsafe { asm!("cli", "hlt") }
    }
}
