/** Keys by name, what is printed on them, and somebody who presses them. */
package emu.api.keyboard;
