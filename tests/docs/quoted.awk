# Whether the quoted lines (first file) stand in the output (second file): one after the other, but where `…` stands. Prints the first that does not.
function trimmed(text) {
  sub(/[ \t\r]+$/, "", text)
  return text
}

# Whether `text` is `pattern`, in which `…` stands for anything.
function fits(pattern, text,    parts, count, i, at) {
  count = split(pattern, parts, "…")
  if (count == 1) return pattern == text
  if (count == 0) return text == ""
  if (substr(text, 1, length(parts[1])) != parts[1]) return 0
  text = substr(text, length(parts[1]) + 1)
  for (i = 2; i < count; ++i) {
    at = index(text, parts[i])
    if (!at && parts[i] != "") return 0
    if (at) text = substr(text, at + length(parts[i]))
  }
  return length(text) >= length(parts[count]) && substr(text, length(text) - length(parts[count]) + 1) == parts[count]
}

FNR == 1 { ++file }
file == 1 { want[++wanted] = trimmed($0) }
file == 2 { got[++lines] = trimmed($0) }

END {
  while (wanted && want[wanted] == "") --wanted
  while (lines && got[lines] == "") --lines
  at = 1
  loose = 0
  for (i = 1; i <= wanted; ) {
    if (want[i] == "…") {
      loose = 1
      ++i
      continue
    }
    for (last = i; last < wanted && want[last + 1] != "…"; ) ++last
    best = 0
    reached = 0
    for (start = at; start <= lines; ++start) {
      for (n = 0; i + n <= last && start + n <= lines && fits(want[i + n], got[start + n]); ) ++n
      if (n > reached) { reached = n; best = start }
      # What stands last must be the end of the output.
      if (i + n > last && (last < wanted || start + n > lines)) break
      if (!loose) start = lines
      n = 0
    }
    if (i + n <= last) {
      print "  quoted: " want[i + (reached < last - i + 1 ? reached : 0)]
      if (!loose && !best) best = at
      if (best) print "  output: " (best + reached <= lines ? got[best + reached] : "(its end)")
      exit 1
    }
    at = start + n
    loose = 0
    i = last + 1
  }
  if (!loose && at <= lines) {
    print "  the output goes on, and no `…` says so: " got[at]
    exit 1
  }
}
