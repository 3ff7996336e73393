/** Options of records of a run, and the files that they go to. */
package emu.cli.trace;
