/** One class for each cause of death that is known; {@code docs/crash-reports.md} lists them. */
package emu.core.crash.rules;
