/** Reports of why a guest died, as text and as JSON. */
package emu.cli.crash;
