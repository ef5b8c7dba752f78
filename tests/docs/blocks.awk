# Takes a page apart: writes its commands, what is quoted below them, and its files into `folder`, and prints the steps to take.
function finish() {
  if (quoted != "") close(quoted)
  quoted = ""
}

function error(line, text) { print "error", line, 0, text }

# A line of a `console` block.
function console(text,    status) {
  if (going) {
    print text >>command
    going = text ~ /\\$/
    return
  }
  if (text !~ /^\$ /) {
    if (quoted == "") error(NR, "output without a command")
    else print text >>quoted
    return
  }
  finish()
  ++number
  command = folder "/" number ".command"
  quoted = folder "/" number ".quoted"
  status = match(text, /# ends with [0-9]/) ? substr(text, RSTART + RLENGTH - 1, 1) : 0
  print "command", NR, number, status
  print substr(text, 3) >command
  going = text ~ /\\$/
}

{
  line = $0
  if (!inside) {
    if (line !~ /^ *```/) next
    match(line, /^ */)
    indent = RLENGTH
    line = substr(line, indent + 1)
    match(line, /^`+/)
    fence = RLENGTH
    info = substr(line, fence + 1)
    inside = 1
    split(info, words, " ")
    kind = words[1] == "console" || words[1] == "sh" ? words[1] : "text"
    going = 0
    if (info ~ /^[a-z]+ [^ ]/ && kind == "text") {
      kind = "file"
      name = substr(info, index(info, " ") + 1)
      ++number
      text = folder "/" number ".text"
      printf "" >text
      if (name ~ /^\+/) print "sections", NR, number, substr(name, 2)
      else print "file", NR, number, name
    }
    next
  }
  if (substr(line, 1, indent) ~ /^ *$/) line = substr(line, indent + 1)
  if (line ~ /^`+$/ && length(line) >= fence) {
    inside = 0
    finish()
    if (kind == "file") close(text)
    next
  }
  if (kind == "console") console(line)
  else if (kind == "file") print line >>text
  else if (kind == "text" && info == "" && line ~ /^(\$ |merlon |\.\/merlon )/) error(NR, "mark the block as `console`, or as `sh` when it cannot be run")
}

END {
  if (inside) error(NR, "a block is not closed")
}
