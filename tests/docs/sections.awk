# Puts the sections of the first file into the second: in place of those of the same name, or at its end. Blank lines between sections stay.
function section(line) { return line ~ /^[a-z]/ ? substr(line, 1, index(line, ":")) : "" }

function blank_lines() {
  for (; blanks > 0; --blanks) print ""
}

FNR == 1 { ++file; name = "" }
file == 1 {
  if (section($0) != "") order[++count] = name = section($0)
  if ($0 == "") ++blanks
  else {
    for (; blanks > 0; --blanks) if (section($0) == "") text[name] = text[name] "\n"
    text[name] = text[name] $0 "\n"
  }
  next
}
file == 2 && FNR == 1 { blanks = 0 }
section($0) != "" {
  blank_lines()
  name = section($0)
  if (name in text) printf "%s", text[name]
  done[name] = 1
  if (name in text) next
}
$0 == "" {
  ++blanks
  next
}
{
  if (name in text) {
    blanks = 0
    next
  }
  blank_lines()
  print
}
END {
  blank_lines()
  for (i = 1; i <= count; ++i) if (!(order[i] in done)) printf "\n%s", text[order[i]]
}
