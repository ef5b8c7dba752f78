# Whether the quoted lines (first file) stand in the output (second file): one after the other, but where `…` stands. Prints the first that does not.
# With `renumber`, lines may differ in their numbers; prints those that do, as `index line`, the way they should be.
function trimmed(text) {
  sub(/[ \t\r]+$/, "", text)
  return text
}

# Whether `text` is `pattern`, in which `…` stands for anything.
function fits(pattern, text,    parts, count, i, at) {
  if (renumber) {
    gsub(/[0-9]+/, "0", pattern)
    gsub(/[0-9]+/, "0", text)
  }
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

# Prints quoted line `i` with the numbers of `text`, unless something is left out before its end.
function corrected(i, text,    pattern, left_out, length_wanted) {
  pattern = want[i]
  left_out = sub(/…$/, "", pattern)
  if (index(pattern, "…")) return
  if (left_out) {
    for (length_wanted = length(pattern) - 9; length_wanted < length(text); ++length_wanted)
      if (fits(pattern, substr(text, 1, length_wanted)) && substr(text, length_wanted, 2) !~ /[0-9][0-9]/) break
    text = substr(text, 1, length_wanted)
  }
  if (text != pattern) print i, text (left_out ? "…" : "")
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
    for (n = 0; renumber && i + n <= last; ++n) corrected(i + n, got[start + n])
    at = start + last - i + 1
    loose = 0
    i = last + 1
  }
  if (!loose && at <= lines) {
    print "  the output goes on, and no `…` says so: " got[at]
    exit 1
  }
}
