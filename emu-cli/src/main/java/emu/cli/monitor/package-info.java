/** The monitor: commands by which a user looks at a machine that runs, and changes things on it. */
package emu.cli.monitor;
