/** What a screen shows, as text and as a picture. */
package emu.api.screen;
