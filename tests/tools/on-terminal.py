# on-terminal.py command…: runs a command with a terminal for standard error, prints what it wrote there with ESC as <ESC>
# and carriage returns as <CR>. Its exit status is the command's.
import os
import pty
import sys

master, slave = pty.openpty()
pid = os.fork()
if pid == 0:
    os.close(master)
    os.dup2(slave, 2)
    os.execvp(sys.argv[1], sys.argv[1:])
os.close(slave)
text = b""
while True:
    try:
        part = os.read(master, 4096)
    except OSError:
        break
    if not part:
        break
    text += part
print(text.decode().replace("\r\n", "\n").replace("\x1b", "<ESC>").replace("\r", "<CR>"))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
