# What istioctl calls of Windows: the import directory for kernel32.dll, as a linker makes it of an import library
# (PE format specification, "The .idata Section").
    .section .idata$2,"dw"
    .rva names
    .long 0, 0
    .rva library
    .rva addresses
    .section .idata$3,"dw"
    .long 0, 0, 0, 0, 0

    .section .idata$4,"dw"
names:
    .rva exit_process
    .long 0
    .rva get_command_line
    .long 0
    .rva get_std_handle
    .long 0
    .rva write_file
    .long 0
    .quad 0

# Windows writes addresses here.
    .section .idata$5,"dw"
addresses:
    .globl __imp_ExitProcess, __imp_GetCommandLineA, __imp_GetStdHandle, __imp_WriteFile
__imp_ExitProcess:
    .rva exit_process
    .long 0
__imp_GetCommandLineA:
    .rva get_command_line
    .long 0
__imp_GetStdHandle:
    .rva get_std_handle
    .long 0
__imp_WriteFile:
    .rva write_file
    .long 0
    .quad 0

    .section .idata$6,"dw"
exit_process:
    .short 0
    .asciz "ExitProcess"
    .balign 2
get_command_line:
    .short 0
    .asciz "GetCommandLineA"
    .balign 2
get_std_handle:
    .short 0
    .asciz "GetStdHandle"
    .balign 2
write_file:
    .short 0
    .asciz "WriteFile"
    .balign 2
library:
    .asciz "kernel32.dll"
