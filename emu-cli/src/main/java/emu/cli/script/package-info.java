/** What types to a guest and looks at its screen in a user's place. */
package emu.cli.script;
