@node "%~dp0cli\cm.cjs" %*
