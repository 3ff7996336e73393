package emu.jit.programs;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;

/**
 * Handlers of exceptions and interrupts for the programs.
 *
 * <p>A fault whose cause the handler of #PF can remove is tried again. After every other one the
 * program goes on at the address in R13, which it sets before whatever may fault. All handlers
 * leave traces in memory of where they were raised.
 */
final class Kernel {
  static final Assembly CODE =
      Assembler.assemble(
          """
          bits 64
          org %#x
          fault: mov [rsp], r13
          inc qword [abs %2$#x]
          iretq
          fault_with_code: add rsp, 8
          mov [rsp], r13
          inc qword [abs %2$#x+8]
          iretq

          page_fault:
          push rax
          push rcx
          mov rax, cr2
          mov rcx, rax
          shr rcx, 16
          cmp rcx, 0x14
          je supply
          cmp rcx, 0x15
          je make_writable
          pop rcx
          pop rax
          jmp fault_with_code
          supply: shr eax, 12
          test byte [abs %3$#x+rax*8], 1
          jnz give_up
          mov ecx, eax
          and ecx, 15
          shl ecx, 12
          add ecx, 0x50007
          mov [abs %3$#x+rax*8], rcx
          retry: inc qword [abs %2$#x+16]
          pop rcx
          pop rax
          add rsp, 8
          iretq
          give_up: pop rcx
          pop rax
          jmp fault_with_code
          make_writable: test byte [rsp+16], 2
          jz give_up
          mov ecx, eax
          shr ecx, 12
          bts dword [abs %3$#x+rcx*8], 1
          jc give_up
          invlpg [rax]
          jmp retry

          interrupt: push rax
          inc qword [abs %2$#x+24]
          mov rax, [rsp+8]
          rol qword [abs %2$#x+32], 3
          xor [abs %2$#x+32], rax
          pop rax
          iretq
          nmi: inc qword [abs %2$#x+40]
          iretq

          debug: push rax
          push rbx
          mov rax, dr6
          add [abs %2$#x+48], rax
          mov rax, [rsp+16]
          rol qword [abs %2$#x+56], 1
          xor [abs %2$#x+56], rax
          xor eax, eax
          mov dr6, rax
          or dword [rsp+32], 0x10000
          inc dword [abs %2$#x+64]
          test byte [abs %2$#x+64], 15
          jnz debugged
          and dword [rsp+32], ~0x100
          debugged: pop rbx
          pop rax
          iretq

          service: inc qword [abs %2$#x+72]
          iretq
          to_kernel: mov qword [rsp+8], 0x08
          mov qword [rsp+32], 0x10
          iretq
          system_call: inc qword [abs %2$#x+80]
          o64 sysret
          double_fault: hlt
          """
              .formatted(Layout.HANDLERS, Layout.COUNTERS, Layout.TABLE));

  private Kernel() {}
}
