# Puts the sections of the first file into the second: in place of those of the same name, or at its end.
function section(line) { return line ~ /^[a-z]/ ? substr(line, 1, index(line, ":")) : "" }

FNR == 1 { ++file; name = "" }
section($0) != "" { name = section($0) }
file == 1 {
  if (name == "") next
  if (!(name in text)) order[++count] = name
  text[name] = text[name] $0 "\n"
  next
}
name in text {
  if (!(name in done)) printf "%s", text[name]
  done[name] = 1
  next
}
{ print }
END {
  for (i = 1; i <= count; ++i) if (!(order[i] in done)) printf "\n%s", text[order[i]]
}
