"""The files that a dispatcher double-clicks, and the notice that helps out.

Their contents are ASCII: a .bat file is read in the code page of the console,
which is GBK on a Chinese Windows and anything elsewhere. Chinese is spoken by
the program that they start, and by a text file with a mark of its encoding.
"""

from __future__ import annotations

STARTERS = {
    "新建模板": "new",
    "检查数据": "check",
    "开始排线": "plan",
    "审核打印": "approve",
    "今日收尾": "close",
}
"""Names without ``.bat``, and what ``portable.start`` is asked to do."""

NOTICE = "missing.txt"

_BAT = """\
@echo off
rem Double-click, or drop a folder or workbooks onto this file.
setlocal DisableDelayedExpansion
title gongpei
set "HERE=%~dp0"
set "PY=%HERE%app\\python\\python.exe"
if not exist "%PY%" goto missing
if not exist "%HERE%app\\site-packages\\portable\\start.py" goto missing
"%PY%" -m portable.start {action} %*
goto end
:missing
start "" notepad "%HERE%app\\{notice}"
:end
echo.
pause
"""

_NOTICE = """\
共配没有找到自己的程序文件。

常见原因：
1. 直接在压缩包里双击了。请先把整个压缩包解压，再双击。
2. 只复制了一个图标。请把“共配”文件夹整个复制过来，里面的 app 文件夹不能少。
3. 杀毒软件把文件隔离了。请在杀毒软件里恢复，并把“共配”文件夹加入信任。
"""


def starter(action: str) -> bytes:
    """Return the .bat file of an action: ASCII, with the line ends of Windows."""
    words = _BAT.format(action=action, notice=NOTICE)
    return words.replace("\n", "\r\n").encode("ascii")


def notice() -> bytes:
    """Return the notice for a folder that is not whole, as Notepad reads it."""
    return _NOTICE.replace("\n", "\r\n").encode("utf-8-sig")
